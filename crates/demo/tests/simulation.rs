//! How the greenhouse behaves, without a broker.

use tilework_demo::simulation::{Greenhouse, LONGEST_PULSE, drift};

fn after(seconds: u32, mut greenhouse: Greenhouse) -> Greenhouse {
    let start = 0.0f64;
    greenhouse.advance(start + f64::from(seconds));
    greenhouse
}

#[test]
fn the_soil_dries_and_the_pump_moistens_it_within_seconds() {
    let mut greenhouse = after(10, Greenhouse::default());
    let dry = greenhouse.soil;
    assert!(dry < Greenhouse::default().soil);
    greenhouse.switch_pump(true);
    greenhouse.advance(25.0);
    assert!(
        greenhouse.soil > dry + 8.0,
        "{} after {dry}",
        greenhouse.soil
    );
}

#[test]
fn the_pump_empties_the_tank_which_fills_again() {
    let mut greenhouse = Greenhouse::default();
    let full = greenhouse.tank;
    greenhouse.switch_pump(true);
    greenhouse.advance(60.0);
    let low = greenhouse.tank;
    assert!(low < full - 20.0);
    greenhouse.advance(120.0);
    greenhouse.switch_pump(false);
    greenhouse.advance(600.0);
    assert!(greenhouse.tank > low);
}

#[test]
fn a_pulse_ends_by_itself_and_is_never_long() {
    let mut greenhouse = Greenhouse::default();
    greenhouse.pulse_pump(10.0);
    greenhouse.advance(9.0);
    assert!(greenhouse.pump_on());
    greenhouse.advance(11.0);
    assert!(!greenhouse.pump_on());
    greenhouse.pulse_pump(1e9);
    greenhouse.advance(12.0 + LONGEST_PULSE);
    assert!(!greenhouse.pump_on());
}

#[test]
fn a_pulse_does_not_stop_a_pump_that_was_switched_on() {
    let mut greenhouse = Greenhouse::default();
    greenhouse.switch_pump(true);
    greenhouse.pulse_pump(1.0);
    greenhouse.advance(5.0);
    assert!(greenhouse.pump_on());
    greenhouse.switch_pump(false);
    assert!(!greenhouse.pump_on());
}

#[test]
fn the_meter_counts_what_is_on() {
    let mut off = Greenhouse::default();
    (off.lights, off.fan) = (false, 0);
    let mut on = off.clone();
    (on.lights, on.fan) = (true, 100);
    on.switch_pump(true);
    assert!(on.power() > off.power() + 300.0);
    let (off, on) = (after(60, off), after(60, on));
    assert!(on.energy > off.energy && off.energy > Greenhouse::default().energy);
}

#[test]
fn the_door_is_mostly_closed_and_opens_now_and_then() {
    let mut greenhouse = Greenhouse::default();
    let open = (0..480).filter(|second| {
        greenhouse.advance(f64::from(*second));
        greenhouse.door_open()
    });
    let open = open.count();
    assert!((60..200).contains(&open), "{open} of 480 seconds");
}

#[test]
fn values_stay_sane_for_hours_whatever_is_on() {
    for pump in [false, true] {
        let mut greenhouse = Greenhouse::default();
        greenhouse.switch_pump(pump);
        for minute in 1..=360 {
            greenhouse.advance(f64::from(minute) * 60.0);
            assert!((15.0..35.0).contains(&greenhouse.air), "{greenhouse:?}");
            assert!(
                (20.0..=99.0).contains(&greenhouse.humidity),
                "{greenhouse:?}"
            );
            assert!(
                (0.0..=100.0).contains(&greenhouse.soil)
                    && (0.0..=100.0).contains(&greenhouse.tank)
            );
            let weather = greenhouse.outside();
            assert!(
                (5.0..25.0).contains(&weather.temperature) && (0.0..12.0).contains(&weather.wind)
            );
        }
    }
}

#[test]
fn the_same_time_gives_the_same_greenhouse_in_any_steps() {
    let mut one = Greenhouse::default();
    one.advance(100.0);
    let mut other = Greenhouse::default();
    for step in 1..=200 {
        other.advance(f64::from(step) * 0.5);
    }
    assert_eq!(one, other);
    other.advance(50.0);
    assert_eq!(one, other, "time does not run backwards");
}

#[test]
fn a_long_sleep_wakes_to_a_sane_greenhouse_at_once() {
    let mut greenhouse = Greenhouse::default();
    greenhouse.advance(1e9);
    assert!((0.0..=100.0).contains(&greenhouse.soil));
}

#[test]
fn the_drift_is_smooth_and_bounded() {
    let mut last = drift(0.0, 1);
    for step in 1..10_000 {
        let value = drift(f64::from(step) / 100.0, 1);
        assert!(
            (-1.0..=1.0).contains(&value) && (value - last).abs() < 0.05,
            "{step}: {last} to {value}"
        );
        last = value;
    }
    assert_ne!(drift(3.3, 1), drift(3.3, 2));
}
