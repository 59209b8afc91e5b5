use tempfile::TempDir;

use super::*;

fn key() -> BindingKey {
    BindingKey::try_from("pump/state".to_owned()).unwrap()
}

/// A folder whose last `deaths` starts died, the last of them while something was read.
fn after(deaths: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..deaths {
        // A process that dies drops nothing and cleans nothing up.
        let (start, _) = Start::begin(folder.path());
        start.begins(&key());
    }
    folder
}

fn careful(folder: &TempDir) -> Option<Careful> {
    Start::begin(folder.path()).1
}

#[test]
fn after_two_deaths_in_a_row_the_next_start_is_careful_and_knows_what_was_read() {
    assert_eq!(careful(&after(0)), None);
    assert_eq!(careful(&after(1)), None);
    let suspect = Some(key());
    assert_eq!(careful(&after(2)), Some(Careful { suspect }));
}

#[test]
fn what_was_read_to_its_end_is_not_suspected() {
    let folder = after(1);
    let (start, _) = Start::begin(folder.path());
    start.begins(&key());
    start.ended();
    assert_eq!(careful(&folder), Some(Careful { suspect: None }));
}

#[test]
fn a_start_that_ran_well_or_ended_clean_makes_the_deaths_before_it_forgotten() {
    let folder = after(1);
    let (start, _) = Start::begin(folder.path());
    start.went_well();
    start.begins(&key());
    assert!(!folder.path().join(FILE).exists());
    assert_eq!(careful(&folder), None);
}

#[test]
fn the_end_of_a_hidden_app_is_no_death_and_that_of_one_shown_again_is() {
    let folder = after(1);
    let (start, _) = Start::begin(folder.path());
    start.hidden();
    start.begins(&key());
    assert!(!folder.path().join(FILE).exists());
    start.shown();
    assert!(folder.path().join(FILE).exists());
    assert!(careful(&folder).is_some());
}

#[test]
fn a_careful_start_stays_careful_until_the_person_goes_on_and_that_runs_well() {
    let folder = after(2);
    let (start, _) = Start::begin(folder.path());
    start.went_well();
    start.hidden();
    start.shown();
    let suspect = Some(key());
    assert_eq!(careful(&folder), Some(Careful { suspect }), "closed");
    let (start, _) = Start::begin(folder.path());
    start.go_on();
    assert!(careful(&folder).is_some(), "it died again at once");
    let (start, _) = Start::begin(folder.path());
    start.go_on();
    start.went_well();
    assert_eq!(careful(&folder), None);
}

#[test]
fn a_healthy_start_writes_nothing_for_a_message() {
    let folder = tempfile::tempdir().unwrap();
    let (start, _) = Start::begin(folder.path());
    start.begins(&key());
    let text = fs::read_to_string(folder.path().join(FILE)).unwrap();
    assert_eq!(text, "0\n\n");
}

#[test]
fn a_file_that_says_nothing_is_one_death() {
    let folder = tempfile::tempdir().unwrap();
    for nonsense in [vec![], vec![0xff; 10], vec![b'9'; 100_000]] {
        fs::write(folder.path().join(FILE), nonsense).unwrap();
        assert_eq!(careful(&folder), None);
    }
}
