use base64::{Engine as _, engine::general_purpose::STANDARD};
use proptest::prelude::*;

use super::*;

fn png_of(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 6, 0, 0, 0]);
    bytes
}

fn jpeg_of(width: u16, height: u16) -> Vec<u8> {
    // An Exif segment whose thumbnail has a frame header of its own, then the real one.
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xe1, 0, 12];
    bytes.extend([0xff, 0xc0, 0, 11, 8, 0, 1, 0, 1, 3]);
    bytes.extend([0xff, 0xff, 0xc2, 0, 17, 8]);
    bytes.extend(height.to_be_bytes());
    bytes.extend(width.to_be_bytes());
    bytes.push(3);
    bytes
}

fn gif_of(screen: (u16, u16), frame: (u16, u16)) -> Vec<u8> {
    let mut bytes = b"GIF89a".to_vec();
    bytes.extend(screen.0.to_le_bytes());
    bytes.extend(screen.1.to_le_bytes());
    bytes.extend([0x80, 0, 0, 1, 2, 3, 4, 5, 6]);
    bytes.extend([0x21, 0xf9, 4, 0, 0, 0, 0, 0]);
    bytes.extend([0x2c, 0, 0, 0, 0]);
    bytes.extend(frame.0.to_le_bytes());
    bytes.extend(frame.1.to_le_bytes());
    bytes.extend([0, 2, 2, 0x4c, 1, 0, 0x3b]);
    bytes
}

fn webp_of(chunk: &[u8; 4], rest: &[u8]) -> Vec<u8> {
    let mut bytes = b"RIFF\0\0\0\0WEBP".to_vec();
    bytes.extend(chunk);
    bytes.extend([0; 4]);
    bytes.extend(rest);
    bytes
}

#[track_caller]
fn check(bytes: &[u8], format: ImageFormat, width: u32, height: u32) {
    let picture = read(bytes).unwrap();
    assert_eq!(
        (picture.format, picture.width, picture.height),
        (format, width, height)
    );
    assert_eq!(STANDARD.decode(&*picture.data.0).unwrap(), bytes);
}

#[test]
fn a_picture_says_in_its_first_bytes_what_it_is_and_how_large() {
    check(&png_of(640, 480), ImageFormat::Png, 640, 480);
    check(&jpeg_of(1920, 1080), ImageFormat::Jpeg, 1920, 1080);
    check(&gif_of((100, 50), (100, 50)), ImageFormat::Gif, 100, 50);
    let extended = webp_of(b"VP8X", &[0, 0, 0, 0, 0x7f, 2, 0, 0xdf, 1, 0]);
    check(&extended, ImageFormat::Webp, 640, 480);
    let lossless = webp_of(b"VP8L", &[0x2f, 0x7f, 0xc2, 0x77, 0]);
    check(&lossless, ImageFormat::Webp, 640, 480);
    let lossy = webp_of(b"VP8 ", &[0, 0, 0, 0x9d, 1, 0x2a, 0x80, 2, 0xe0, 1]);
    check(&lossy, ImageFormat::Webp, 640, 480);
}

#[test]
fn base64_and_data_urls_are_the_same_picture() {
    let bytes = png_of(2, 3);
    let base64 = STANDARD.encode(&bytes);
    let (first, second) = base64.split_at(20);
    for text in [
        base64.clone(),
        format!(" \"{base64}\"\n"),
        format!("{first}\r\n{second}"),
        base64
            .trim_end_matches('=')
            .replace('+', "-")
            .replace('/', "_"),
        format!("data:image/png;base64,{base64}"),
        // What it says of itself does not count.
        format!("DATA:text/html;charset=utf-8;BASE64,{base64}"),
    ] {
        let picture = read(text.as_bytes()).unwrap();
        assert_eq!(
            (picture.format, picture.width, picture.height),
            (ImageFormat::Png, 2, 3),
            "{text}"
        );
    }
}

#[test]
fn a_giant_is_refused_before_anything_decodes_it() {
    for bytes in [
        png_of(30_000, 30_000),
        png_of(u32::MAX, u32::MAX),
        png_of(1, LONGEST_SIDE + 1),
        png_of(4_097, 4_096),
        jpeg_of(u16::MAX, u16::MAX),
        gif_of((1, 1), (u16::MAX, u16::MAX)),
        webp_of(b"VP8X", &[0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
    ] {
        let refused = read(&bytes);
        assert!(
            matches!(refused, Err(Unfit::TooLarge { .. })),
            "{refused:?}"
        );
    }
    assert_eq!(
        read(&png_of(30_000, 20_000)),
        Err(Unfit::TooLarge {
            width: 30_000,
            height: 20_000
        })
    );
    assert!(read(&png_of(4_096, 4_096)).is_ok());
}

#[test]
fn svg_is_refused_however_it_comes() {
    let svg = "<?xml version='1.0'?><SVG onload='alert(1)'></SVG>";
    for text in [
        svg.to_owned(),
        format!("data:image/svg+xml,{svg}"),
        format!("data:image/svg+xml;base64,{}", STANDARD.encode(svg)),
        format!("data:image/png;base64,{}", STANDARD.encode(svg)),
        STANDARD.encode(svg),
    ] {
        assert_eq!(read(text.as_bytes()), Err(Unfit::Vector), "{text}");
    }
}

#[test]
fn what_is_no_picture_says_so() {
    for bytes in [
        &b"hello"[..],
        b"https://example.org/a.png",
        b"<html><img src=x onerror=alert(1)></html>",
        b"data:image/png,raw",
        b"data:image/png;base64",
        b"\xff\xfe\x00",
        b"BM\x46\0\0\0",
    ] {
        assert_eq!(read(bytes), Err(Unfit::NoPicture));
    }
}

#[test]
fn a_picture_without_a_size_is_broken() {
    let cut_off = |mut bytes: Vec<u8>, length| {
        bytes.truncate(length);
        bytes
    };
    for bytes in [
        cut_off(png_of(640, 480), 20),
        png_of(0, 480),
        cut_off(jpeg_of(640, 480), 20),
        vec![0xff, 0xd8, 0xff, 0xda, 0, 2],
        cut_off(gif_of((9, 9), (9, 9)), 13),
        webp_of(b"ALPH", &[0; 20]),
    ] {
        assert_eq!(read(&bytes), Err(Unfit::Broken), "{bytes:?}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_to_an_end(head in 0_usize..6, bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let heads: [&[u8]; 6] = [
            b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", b"GIF89a", b"RIFF\0\0\0\0WEBPVP8X", b"data:image/png;base64,",
        ];
        if let Ok(picture) = read(&[heads[head], &bytes].concat()) {
            prop_assert!(picture.width * picture.height <= MOST_PIXELS);
        }
    }
}
