//! Buckets as bytes, each after the one before it.

use super::{
    bytes::{Bytes, Damaged, put_varint},
    fold::{Cell, FEW, start_of},
    scale::Scale,
};
use crate::{Bucket, Climb, Level, Meter, Sample, meter::is_noise, model::LATEST};

const MINIMUM_IS_FIRST: u8 = 1;
const MINIMUM_IS_LAST: u8 = 2;
const MAXIMUM_IS_FIRST: u8 = 4;
const MAXIMUM_IS_LAST: u8 = 8;
const SUM_SCALES: u8 = 16;
const AREA_SCALES: u8 = 32;
const RISE_SCALES: u8 = 64;
/// The climb is not [`Climb::steady`], and said.
const CLIMBS: u8 = 128;

const HAS_SECOND: u8 = 1;
const HAS_ANEW: u8 = 2;
const ENDS_WITH_ZERO: u8 = 4;
const ANEW_SCALES: u8 = 8;
const PREVIOUS_IS_LAST: u8 = 16;
const HEAD_IS_FIRST: u8 = 32;
const HEAD_IS_MAXIMUM: u8 = 64;
const HIGH_IS_PREVIOUS: u8 = 128;

/// The values of samples that a cell says.
pub fn values(cell: &Cell) -> impl Iterator<Item = f64> + Clone {
    let bucket = &cell.bucket;
    let ends = [bucket.first.value, bucket.last.value];
    ends.into_iter()
        .chain([bucket.minimum, bucket.maximum])
        .chain(cell.few.iter().map(|sample| sample.value))
        .chain(said_climb(cell).into_iter().flat_map(samples_of))
}

pub fn put_cell(out: &mut Vec<u8>, scale: Scale, at: &mut i64, last: &mut i64, cell: &Cell) {
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
    let flag = |holds: bool, flag: u8| if holds { flag } else { 0 };
    let flags = flag(same(bucket.minimum, bucket.first.value), MINIMUM_IS_FIRST)
        | flag(same(bucket.minimum, bucket.last.value), MINIMUM_IS_LAST)
        | flag(same(bucket.maximum, bucket.first.value), MAXIMUM_IS_FIRST)
        | flag(same(bucket.maximum, bucket.last.value), MAXIMUM_IS_LAST)
        | flag(scale.fits(bucket.sum), SUM_SCALES)
        | flag(scale.fits(bucket.area), AREA_SCALES)
        | flag(scale.fits(bucket.rise), RISE_SCALES)
        | flag(said_climb(cell).is_some(), CLIMBS);
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
    if flags & CLIMBS != 0 {
        put_climb(out, scale, last, bucket);
    }
}

/// The climb of a cell, if nothing else says it.
fn said_climb(cell: &Cell) -> Option<&Climb> {
    let bucket = &cell.bucket;
    let steady = Climb::steady(bucket.maximum, bucket.last.value);
    (cell.few.is_empty() && bucket.climb != steady).then_some(&bucket.climb)
}

fn samples_of(climb: &Climb) -> impl Iterator<Item = f64> + Clone {
    let all = [climb.head, climb.end.high, climb.end.previous];
    all.into_iter().chain(climb.second)
}

/// What the cell says already is not said again: of readings with all their digits each is eight bytes.
fn put_climb(out: &mut Vec<u8>, scale: Scale, last: &mut i64, bucket: &Bucket) {
    let climb = &bucket.climb;
    let flag = |holds: bool, flag: u8| if holds { flag } else { 0 };
    let Meter {
        high,
        previous,
        zero,
    } = climb.end;
    let head = if same(climb.head, bucket.first.value) {
        HEAD_IS_FIRST
    } else {
        flag(same(climb.head, bucket.maximum), HEAD_IS_MAXIMUM)
    };
    let flags = flag(climb.second.is_some(), HAS_SECOND)
        | flag(climb.anew.is_some(), HAS_ANEW)
        | flag(zero, ENDS_WITH_ZERO)
        | flag(climb.anew.is_some_and(|anew| scale.fits(anew)), ANEW_SCALES)
        | flag(same(previous, bucket.last.value), PREVIOUS_IS_LAST)
        | flag(same(high, previous), HIGH_IS_PREVIOUS)
        | head;
    out.push(flags);
    let mut put = |value: f64, is_said: u8| {
        if flags & is_said == 0 {
            scale.put(out, last, value);
        }
    };
    put(climb.head, HEAD_IS_FIRST | HEAD_IS_MAXIMUM);
    put(high, HIGH_IS_PREVIOUS);
    put(previous, PREVIOUS_IS_LAST);
    if let Some(second) = climb.second {
        put(second, 0);
    }
    if let Some(anew) = climb.anew {
        let scale = if flags & ANEW_SCALES == 0 {
            Scale::Raw
        } else {
            scale
        };
        scale.put(out, &mut 0, anew);
    }
}

fn same(left: f64, right: f64) -> bool {
    left.to_bits() == right.to_bits()
}

/// `first`, `newest` and `maximum` are the cell's.
fn take_climb(
    bytes: &mut Bytes<'_>,
    scale: Scale,
    last: &mut i64,
    [first, newest, maximum]: [f64; 3],
) -> Result<Climb, Damaged> {
    let flags = bytes.byte()?;
    let has = |flag: u8| flags & flag != 0;
    let mut sample = |said: Option<f64>| match said {
        Some(said) => Ok(said),
        None => scale.take(bytes, last),
    };
    let head = if has(HEAD_IS_FIRST) {
        Some(first)
    } else {
        has(HEAD_IS_MAXIMUM).then_some(maximum)
    };
    let head = sample(head)?;
    let high = if has(HIGH_IS_PREVIOUS) {
        None
    } else {
        Some(sample(None)?)
    };
    let previous = sample(has(PREVIOUS_IS_LAST).then_some(newest))?;
    let second = if has(HAS_SECOND) {
        Some(sample(None)?)
    } else {
        None
    };
    let anew = if has(HAS_ANEW) {
        let scale = if has(ANEW_SCALES) { scale } else { Scale::Raw };
        Some(scale.take(bytes, &mut 0)?)
    } else {
        None
    };
    Ok(Climb {
        second,
        head,
        anew,
        end: Meter {
            high: high.unwrap_or(previous),
            previous,
            zero: has(ENDS_WITH_ZERO),
        },
    })
}

pub fn take_cell(
    bytes: &mut Bytes<'_>,
    level: Level,
    scale: Scale,
    at: &mut i64,
    last: &mut i64,
) -> Result<Cell, Damaged> {
    let count = bytes.varint()?;
    let moved = |at: i64, by: u64| {
        let at = at.wrapping_add(by as i64);
        (-LATEST..=LATEST)
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
    let climb = if flags & CLIMBS == 0 {
        Climb::steady(maximum, newest)
    } else {
        take_climb(bytes, scale, last, [first, newest, maximum])?
    };
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
        climb,
    };
    Ok(Cell {
        bucket,
        few: vec![],
    })
}

/// What can be told of a bucket that was folded when every fall was a meter that began anew: where one may have, what it said then.
pub fn guessed(bucket: &Bucket) -> Climb {
    let (first, last, rise) = (bucket.first.value, bucket.last.value, bucket.rise);
    let only_up = (rise - (last - first)).abs() <= 1e-9 * (1.0 + rise)
        && bucket.minimum == first
        && bucket.maximum == last;
    let told = if only_up || is_noise(bucket.maximum, bucket.minimum) {
        Climb::steady(bucket.maximum, last)
    } else {
        Climb {
            anew: Some(rise),
            end: Meter::new(last),
            ..Climb::new(first)
        }
    };
    Climb {
        second: (first == 0.0).then_some(0.0),
        ..told
    }
}
