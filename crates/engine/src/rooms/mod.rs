//! What a client can ask for, room by room. A feature is a room: its rows of the one table of requests are in its `rows.rs`.

mod requests;
