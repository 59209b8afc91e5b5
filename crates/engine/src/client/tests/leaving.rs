//! The app goes, and a connection does not end.

use tilework_history::{Kind, Source};

use super::*;
use crate::rooms::history::Recorder;

#[tokio::test]
async fn samples_are_on_the_disk_although_a_connection_does_not_end() {
    let house = house().await;
    let history = house.engine.recorder().history().unwrap();
    let source = Source {
        broker: "farm".to_owned(),
        topic: "farm/soil".to_owned(),
        template: None,
        decode: "{}".to_owned(),
        time: None,
    };
    let series = history.series(&source, Kind::Number);
    history.record(series, crate::clock::now(), 1.0);
    let never = std::future::pending::<()>();
    let leaving = house.engine.leave(never, Recorder::close);
    let written = async {
        while history.status().waiting > 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        () = leaving => panic!("the goodbyes do not end"),
        () = written => {}
    }
}
