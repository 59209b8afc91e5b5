//! Buckets as bytes: the minutes of an hour, the hours of a day.

use super::{
    bytes::{self, Bytes, Damaged, put_varint},
    cell::{guessed, put_cell, take_cell, values},
    codec,
    fold::{Cell, start_of},
    scale::Scale,
};
use crate::{Level, Sample, SeriesId};

/// All cells are few: the chunk is a block of samples.
const SAMPLES: u8 = 0;
/// As before version 4, when every fall was a meter that began anew.
const CELLS_OF_BEFORE: u8 = 1;
const CELLS: u8 = 2;
/// The minutes of an hour are more than the hours of a day.
const MOST_CELLS: usize = 60;

/// Whether buckets may count falls that are none.
pub fn is_of_before(data: &[u8]) -> bool {
    data.first() == Some(&CELLS_OF_BEFORE)
}

/// Milliseconds of a chunk.
pub const fn span(level: Level) -> i64 {
    match level {
        Level::Minute => 3_600_000,
        Level::Hour => 86_400_000,
    }
}

/// The number of the chunk that a time is in.
pub fn number(level: Level, at: i64) -> i64 {
    at.div_euclid(span(level))
}

/// The row of a chunk: series, level and number in one integer, so that the rows of a series lie side by side and need no index.
/// Numbers of hours within ±[`LATEST`](crate::model::LATEST) have 33 bits, which leaves 29 for the series.
pub fn key(series: SeriesId, level: Level, number: i64) -> i64 {
    let level = i64::from(level == Level::Hour);
    (i64::from(series.0) << 34) | (level << 33) | (number + (1 << 32))
}

/// The series and the level of a row.
pub fn place_of(key: i64) -> (SeriesId, Level) {
    let level = if key & (1 << 33) == 0 {
        Level::Minute
    } else {
        Level::Hour
    };
    (SeriesId((key >> 34) as u32), level)
}

/// The chunk's number back from its row.
pub fn number_of(key: i64) -> i64 {
    (key & ((1 << 33) - 1)) - (1 << 32)
}

pub fn encode(cells: &[Cell]) -> Vec<u8> {
    let mut out = vec![];
    if cells.iter().all(|cell| !cell.few.is_empty()) {
        let samples: Vec<Sample> = cells.iter().flat_map(|cell| cell.few.clone()).collect();
        out = codec::encode(&samples);
        out.insert(0, SAMPLES);
        return out;
    }
    let scale = Scale::of(cells.iter().flat_map(values));
    out.extend([CELLS, scale.byte()]);
    put_varint(&mut out, cells.len() as u64);
    let (mut at, mut last) = (0, 0);
    for cell in cells {
        put_cell(&mut out, scale, &mut at, &mut last, cell);
    }
    bytes::seal(&mut out);
    out
}

/// # Errors
/// [`Damaged`], for bytes that [`encode`] did not write.
pub fn decode(level: Level, data: &[u8]) -> Result<Vec<Cell>, Damaged> {
    let (mode, rest) = data.split_first().ok_or(Damaged)?;
    let mut samples = vec![];
    if *mode == SAMPLES {
        codec::decode(rest, &mut samples)?;
        return samples
            .chunk_by(|left, right| start_of(level, left.at) == start_of(level, right.at))
            .map(|samples| Cell::of(level, samples).ok_or(Damaged))
            .collect();
    }
    let mut bytes = Bytes(bytes::unseal(data)?);
    bytes.byte()?;
    let scale = Scale::from_byte(bytes.byte()?)?;
    let count = bytes.varint()?;
    let (mut at, mut last) = (0, 0);
    let mut cells = Vec::with_capacity((count as usize).min(MOST_CELLS));
    for _ in 0..count {
        let mut cell = take_cell(&mut bytes, level, scale, &mut at, &mut last)?;
        if *mode == CELLS_OF_BEFORE && cell.few.is_empty() {
            cell.bucket.climb = guessed(&cell.bucket);
        }
        cells.push(cell);
    }
    Ok(cells)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Climb, Meter, model::LATEST};

    fn cells(samples: &[(i64, f64)]) -> Vec<Cell> {
        let mut samples: Vec<Sample> = samples
            .iter()
            .map(|(at, value)| Sample {
                at: *at,
                value: *value,
            })
            .collect();
        samples.sort_by_key(|sample| sample.at);
        samples
            .chunk_by(|a, b| start_of(Level::Minute, a.at) == start_of(Level::Minute, b.at))
            .filter_map(|samples| Cell::of(Level::Minute, samples))
            .collect()
    }

    proptest! {
        #[test]
        fn every_chunk_comes_back(
            samples in prop::collection::vec((-3_600_000_i64..0, -10_000_i64..10_000), 0..300), fine in any::<bool>()
        ) {
            let scale = if fine { 7.0 } else { 100.0 };
            let samples: Vec<(i64, f64)> = samples.into_iter().map(|(at, value)| (at, value as f64 / scale)).collect();
            let cells = cells(&samples);
            prop_assert_eq!(decode(Level::Minute, &encode(&cells)), Ok(cells));
        }

        #[test]
        fn arbitrary_bytes_never_panic(mut data in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = decode(Level::Minute, &data);
            data.insert(0, CELLS);
            bytes::seal(&mut data);
            let _ = decode(Level::Minute, &data);
        }
    }

    #[test]
    fn noise_that_was_counted_once_is_known_without_the_samples() {
        let noise = [215.6, 215.7, 215.6, 215.7, 215.6, 215.8, 215.8];
        let anew = [3.0, 5.0, 1.0, 2.0, 3.0, 4.0, 4.0];
        let minute = |minute: i64, values: [f64; 7]| {
            let at = (0..7).map(move |second| minute * 60_000 + second);
            at.zip(values)
        };
        let samples: Vec<_> = minute(0, noise).chain(minute(1, anew)).collect();
        let mut of_before = cells(&samples);
        let steady = of_before[0].bucket.climb;
        let bucket = &mut of_before[1].bucket;
        bucket.climb = Climb::steady(bucket.maximum, bucket.last.value);
        let mut data = bytes::unseal(&encode(&of_before)).unwrap().to_vec();
        data[0] = CELLS_OF_BEFORE;
        bytes::seal(&mut data);
        assert!(is_of_before(&data));
        let back = decode(Level::Minute, &data).unwrap();
        assert_eq!(back[0].bucket.climb, steady);
        let mut meter = Meter::new(3.0);
        let climbed = meter.go_on(3.0, &back[1].bucket.climb);
        assert!((climbed - 6.0).abs() < 1e-9, "as it was counted: {climbed}");
    }

    #[test]
    fn a_minute_with_one_sample_costs_few_bytes() {
        let samples: Vec<(i64, f64)> = (0..60).map(|minute| (minute * 60_000, 21.5)).collect();
        assert!(encode(&cells(&samples)).len() < 60 * 3);
    }

    #[test]
    fn a_rows_key_gives_back_what_it_is_made_of() {
        let farthest = number(Level::Minute, LATEST);
        for at in [-farthest, -1, 0, farthest] {
            for level in [Level::Minute, Level::Hour] {
                let key = key(SeriesId((1 << 29) - 1), level, at);
                assert_eq!(number_of(key), at);
                assert_eq!(place_of(key), (SeriesId((1 << 29) - 1), level));
            }
        }
    }
}
