//! Buckets as bytes: the minutes of an hour, the hours of a day.

use super::{
    bytes::{self, Bytes, Damaged, put_varint},
    codec,
    fold::{Cell, FEW, start_of},
    scale::Scale,
};
use crate::{Bucket, Level, Sample, SeriesId};

/// All cells are few: the chunk is a block of samples.
const SAMPLES: u8 = 0;
const CELLS: u8 = 1;

const MINIMUM_IS_FIRST: u8 = 1;
const MINIMUM_IS_LAST: u8 = 2;
const MAXIMUM_IS_FIRST: u8 = 4;
const MAXIMUM_IS_LAST: u8 = 8;
const SUM_SCALES: u8 = 16;
const AREA_SCALES: u8 = 32;
const RISE_SCALES: u8 = 64;

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
/// Numbers of hours within ±[`codec::LATEST`] have 33 bits, which leaves 29 for the series.
pub fn key(series: SeriesId, level: Level, number: i64) -> i64 {
    let level = i64::from(level == Level::Hour);
    (i64::from(series.0) << 34) | (level << 33) | (number + (1 << 32))
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
    let scale = Scale::of(cells.iter().flat_map(|cell| {
        let bucket = &cell.bucket;
        [
            bucket.first.value,
            bucket.last.value,
            bucket.minimum,
            bucket.maximum,
        ]
        .into_iter()
        .chain(cell.few.iter().map(|sample| sample.value))
    }));
    out.extend([CELLS, scale.byte()]);
    put_varint(&mut out, cells.len() as u64);
    let (mut at, mut last) = (0, 0);
    for cell in cells {
        put_cell(&mut out, scale, &mut at, &mut last, cell);
    }
    bytes::seal(&mut out);
    out
}

fn put_cell(out: &mut Vec<u8>, scale: Scale, at: &mut i64, last: &mut i64, cell: &Cell) {
    let bucket = &cell.bucket;
    put_varint(out, bucket.count);
    // The first may be before 1970; the rest only go up.
    put_varint(out, bucket.first.at.wrapping_sub(*at) as u64);
    *at = bucket.last.at;
    if !cell.few.is_empty() {
        scale.put(out, last, bucket.first.value);
        for pair in cell.few.windows(2) {
            put_varint(out, (pair[1].at - pair[0].at) as u64);
            scale.put(out, last, pair[1].value);
        }
        return;
    }
    put_varint(out, (bucket.last.at - bucket.first.at) as u64);
    let same = |left: f64, right: f64| left.to_bits() == right.to_bits();
    let flag = |holds: bool, flag: u8| if holds { flag } else { 0 };
    let flags = flag(same(bucket.minimum, bucket.first.value), MINIMUM_IS_FIRST)
        | flag(same(bucket.minimum, bucket.last.value), MINIMUM_IS_LAST)
        | flag(same(bucket.maximum, bucket.first.value), MAXIMUM_IS_FIRST)
        | flag(same(bucket.maximum, bucket.last.value), MAXIMUM_IS_LAST)
        | flag(scale.fits(bucket.sum), SUM_SCALES)
        | flag(scale.fits(bucket.area), AREA_SCALES)
        | flag(scale.fits(bucket.rise), RISE_SCALES);
    out.push(flags);
    scale.put(out, last, bucket.first.value);
    scale.put(out, last, bucket.last.value);
    if flags & (MINIMUM_IS_FIRST | MINIMUM_IS_LAST) == 0 {
        scale.put(out, last, bucket.minimum);
    }
    if flags & (MAXIMUM_IS_FIRST | MAXIMUM_IS_LAST) == 0 {
        scale.put(out, last, bucket.maximum);
    }
    for (value, flag) in [
        (bucket.sum, SUM_SCALES),
        (bucket.area, AREA_SCALES),
        (bucket.rise, RISE_SCALES),
    ] {
        // Not beside the values, hence not as a difference to them.
        let scale = if flags & flag == 0 { Scale::Raw } else { scale };
        scale.put(out, &mut 0, value);
    }
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
    let mut cells = vec![];
    for _ in 0..count {
        cells.push(take_cell(&mut bytes, level, scale, &mut at, &mut last)?);
    }
    Ok(cells)
}

fn take_cell(
    bytes: &mut Bytes<'_>,
    level: Level,
    scale: Scale,
    at: &mut i64,
    last: &mut i64,
) -> Result<Cell, Damaged> {
    let count = bytes.varint()?;
    let moved = |at: i64, by: u64| {
        let at = at.wrapping_add(by as i64);
        (-codec::LATEST..=codec::LATEST)
            .contains(&at)
            .then_some(at)
            .ok_or(Damaged)
    };
    let first_at = moved(*at, bytes.varint()?)?;
    if count <= FEW as u64 {
        let value = scale.take(bytes, last)?;
        let mut cell = Cell::new(
            level,
            Sample {
                at: first_at,
                value,
            },
        );
        for _ in 1..count {
            let at = moved(cell.bucket.last.at, bytes.varint()?)?;
            let value = scale.take(bytes, last)?;
            cell.push(Sample { at, value });
        }
        *at = cell.bucket.last.at;
        return Ok(cell);
    }
    let last_at = moved(first_at, bytes.varint()?)?;
    *at = last_at;
    let flags = bytes.byte()?;
    let first = scale.take(bytes, last)?;
    let newest = scale.take(bytes, last)?;
    let mut extreme = |is_first: u8, is_last: u8| {
        if flags & is_first != 0 {
            Ok(first)
        } else if flags & is_last != 0 {
            Ok(newest)
        } else {
            scale.take(bytes, last)
        }
    };
    let minimum = extreme(MINIMUM_IS_FIRST, MINIMUM_IS_LAST)?;
    let maximum = extreme(MAXIMUM_IS_FIRST, MAXIMUM_IS_LAST)?;
    let mut total = |flag: u8| {
        let scale = if flags & flag == 0 { Scale::Raw } else { scale };
        scale.take(bytes, &mut 0)
    };
    let (sum, area, rise) = (total(SUM_SCALES)?, total(AREA_SCALES)?, total(RISE_SCALES)?);
    let bucket = Bucket {
        start: start_of(level, first_at),
        count,
        minimum,
        maximum,
        sum,
        first: Sample {
            at: first_at,
            value: first,
        },
        last: Sample {
            at: last_at,
            value: newest,
        },
        area,
        rise,
    };
    Ok(Cell {
        bucket,
        few: vec![],
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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
    fn a_minute_with_one_sample_costs_few_bytes() {
        let samples: Vec<(i64, f64)> = (0..60).map(|minute| (minute * 60_000, 21.5)).collect();
        assert!(encode(&cells(&samples)).len() < 60 * 3);
    }

    #[test]
    fn a_rows_key_gives_back_its_number() {
        let farthest = number(Level::Minute, codec::LATEST);
        for at in [-farthest, -1, 0, farthest] {
            assert_eq!(
                number_of(key(SeriesId((1 << 29) - 1), Level::Minute, at)),
                at
            );
        }
    }
}
