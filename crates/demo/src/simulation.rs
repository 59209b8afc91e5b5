//! The greenhouse itself: pure functions of time and of what the devices were told.

/// Seconds, simulated, since the demo began.
pub type Seconds = f64;

/// Percent of soil moisture in a second.
const DRYING: f64 = 0.05;
const WATERING: f64 = 0.9;
/// Percent of the tank in a second.
const PUMPING: f64 = 0.45;
const REFILLING: f64 = 0.7;
/// The tank fills up below the first level, until the second.
const REFILL: std::ops::Range<f64> = 25.0..92.0;
/// Under this the pump runs dry.
const TANK_EMPTY: f64 = 1.0;
const SOIL: std::ops::RangeInclusive<f64> = 12.0..=96.0;
/// How fast the air follows, in seconds.
const AIR_LAG: f64 = 12.0;
/// The longest pulse of the pump, in seconds.
pub const LONGEST_PULSE: Seconds = 60.0;
/// Longer gaps than this are worked through in pieces, so that a suspended app wakes to a sane greenhouse.
const PIECE: Seconds = 0.5;
const LONGEST_GAP: Seconds = 3_600.0;

/// All that is measured or switched.
#[derive(Debug, Clone, PartialEq)]
pub struct Greenhouse {
    now: Seconds,
    /// °C
    pub air: f64,
    /// Percent.
    pub humidity: f64,
    /// Percent.
    pub soil: f64,
    /// Percent.
    pub tank: f64,
    refilling: bool,
    /// Kilowatt hours since the meter was installed.
    pub energy: f64,
    pump: Pump,
    pub lights: bool,
    /// Percent, 0 to 100; kept while the lights are off.
    pub brightness: u8,
    /// Percent, 0 to 100; 0 is off.
    pub fan: u8,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Pump {
    Off,
    On,
    /// On until an instant.
    Pulse(Seconds),
}

impl Default for Greenhouse {
    fn default() -> Self {
        Self {
            now: 0.0,
            air: 24.6,
            humidity: 61.2,
            soil: 38.0,
            tank: 71.0,
            refilling: false,
            energy: 148.204,
            pump: Pump::Off,
            lights: true,
            brightness: 80,
            fan: 40,
        }
    }
}

impl Greenhouse {
    /// Lets the time pass up to `now`; an earlier instant changes nothing.
    pub fn advance(&mut self, now: Seconds) {
        self.now = self.now.max(now - LONGEST_GAP);
        while self.now < now {
            let elapsed = (now - self.now).min(PIECE);
            self.now += elapsed;
            self.pass(elapsed);
        }
    }

    fn pass(&mut self, elapsed: Seconds) {
        if let Pump::Pulse(until) = self.pump
            && self.now >= until
        {
            self.pump = Pump::Off;
        }
        let watering = self.pump_on() && self.tank > TANK_EMPTY;
        let soil = self.soil + elapsed * if watering { WATERING } else { -DRYING };
        self.soil = soil.clamp(*SOIL.start(), *SOIL.end());

        self.refilling = self.tank
            < if self.refilling {
                REFILL.end
            } else {
                REFILL.start
            };
        let tank = self.tank
            + elapsed
                * (if self.refilling { REFILLING } else { 0.0 }
                    - if watering { PUMPING } else { 0.0 });
        self.tank = tank.clamp(0.0, 100.0);

        let follow = 1.0 - (-elapsed / AIR_LAG).exp();
        self.air += (self.warmth() - self.air) * follow;
        self.humidity += (self.dampness() - self.humidity) * follow;
        self.energy += self.power() / 1_000.0 * elapsed / 3_600.0;
    }

    /// What the air would settle at, in °C.
    fn warmth(&self) -> f64 {
        let lights = if self.lights {
            f64::from(self.brightness) * 0.022
        } else {
            0.0
        };
        24.0 + 2.4 * drift(self.now / 45.0, 1) + 0.8 * drift(self.now / 6.0, 2) + lights
            - f64::from(self.fan) * 0.024
    }

    fn dampness(&self) -> f64 {
        let damp = 58.0 + 7.0 * drift(self.now / 50.0, 3) + 1.6 * drift(self.now / 7.0, 4);
        (damp + (self.soil - 38.0) * 0.15 - (self.air - 24.0) * 0.8).clamp(20.0, 99.0)
    }

    #[must_use]
    pub fn pump_on(&self) -> bool {
        self.pump != Pump::Off
    }

    pub fn switch_pump(&mut self, on: bool) {
        self.pump = if on { Pump::On } else { Pump::Off };
    }

    /// Waters for some seconds, at most [`LONGEST_PULSE`]. A pump that runs already keeps running.
    pub fn pulse_pump(&mut self, length: Seconds) {
        if self.pump != Pump::On {
            self.pump = Pump::Pulse(self.now + length.clamp(0.0, LONGEST_PULSE));
        }
    }

    /// Watts.
    #[must_use]
    pub fn power(&self) -> f64 {
        let lights = if self.lights {
            4.0 + f64::from(self.brightness) * 1.6
        } else {
            0.0
        };
        let fan = if self.fan > 0 {
            6.0 + f64::from(self.fan) * 0.7
        } else {
            0.0
        };
        let pump = if self.pump_on() { 240.0 } else { 0.0 };
        18.0 + lights + fan + pump + 2.5 * drift(self.now / 2.5, 5)
    }

    /// The door opens once in 48 seconds, for a quarter of them.
    #[must_use]
    pub fn door_open(&self) -> bool {
        let part = (self.now / 48.0).fract();
        (0.4..0.65).contains(&part)
    }

    /// Percent: a sensor's battery, at the pace of a demo.
    #[must_use]
    pub fn battery(&self) -> f64 {
        (88.0 - self.now / 1_800.0).max(3.0)
    }

    #[must_use]
    pub fn outside(&self) -> Weather {
        Weather {
            temperature: 13.5 + 2.6 * drift(self.now / 80.0, 6) + 0.5 * drift(self.now / 9.0, 7),
            humidity: 74.0 + 9.0 * drift(self.now / 90.0, 8),
            wind: (3.2 + 2.2 * drift(self.now / 12.0, 9) + 0.9 * drift(self.now / 3.0, 10))
                .max(0.0),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weather {
    /// °C
    pub temperature: f64,
    /// Percent.
    pub humidity: f64,
    /// Metres per second.
    pub wind: f64,
}

/// A smooth wandering between -1 and 1: the same for the same time and seed, with a new target at each whole number.
#[must_use]
pub fn drift(time: f64, seed: u64) -> f64 {
    let part = time - time.floor();
    let ease = part * part * (3.0 - 2.0 * part);
    let (from, to) = (target(time.floor(), seed), target(time.floor() + 1.0, seed));
    from + (to - from) * ease
}

/// One number between -1 and 1 for each lattice point (the finaliser of SplitMix64).
#[allow(clippy::cast_precision_loss)] // 53 bits are what a f64 holds
fn target(lattice: f64, seed: u64) -> f64 {
    let mut bits = lattice
        .to_bits()
        .wrapping_add(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^= bits >> 31;
    (bits >> 11) as f64 / (1u64 << 52) as f64 - 1.0
}
