use super::*;

#[test]
fn what_is_measured_has_its_unit_and_what_lies_between_is_no_sensor() {
    let it = of(
        json!({}),
        Some(json!({
            "Time": "2026-01-01T00:00:00", "Switch1": "OFF", "TempUnit": "F", "PressureUnit": "mmHg",
            "ANALOG": { "Temperature1": 70 }, "BMP280": { "Pressure": 760.1, "Id": "0316A2" },
            "ENERGY": { "TotalStartTime": "2026-01-01T00:00:00", "Total": 1.5, "ApparentPower": 4, "Power": [3, 4], "Factor": 0.9 },
            "PN532": { "UID": "1234" }, "S8": { "CarbonDioxide": 400, "Mode": "auto" }, "PMS5003": { "PM2.5": 3 },
        })),
    );
    let unit = |name: &str| {
        let reads = part(called(&it, name), Role::Main).reads.clone().unwrap();
        reads.unit.unwrap_or_default()
    };
    assert_eq!(unit("ANALOG Temperature1"), "°F");
    assert_eq!(unit("BMP280 Pressure"), "mmHg");
    assert_eq!(unit("Apparent power"), "VA");
    assert_eq!(unit("S8 Carbon dioxide"), "ppm");
    assert_eq!(unit("PMS5003 PM2.5"), "µg/m³");
    assert_eq!(unit("Factor"), "");
    assert_eq!(part(called(&it, "S8 Mode"), Role::Main).shape, Shape::Text);
    assert!(matches!(
        part(called(&it, "Total"), Role::Main).shape,
        Shape::Number { total: true, .. }
    ));
    let names: Vec<_> = it
        .entities
        .iter()
        .filter_map(|it| it.name.as_deref())
        .collect();
    for absent in ["Switch1", "TempUnit", "Time", "PN532 UID", "BMP280 Id"] {
        assert!(!names.contains(&absent), "{names:?}");
    }
}

#[test]
fn of_several_phases_each_is_read_though_the_list_may_be_shorter_or_none() {
    let it = of(json!({}), Some(json!({ "ENERGY": { "Power": [3, 4, 5] } })));
    let (first, third) = (
        part(called(&it, "Power 1"), Role::Main),
        part(called(&it, "Power 3"), Role::Main),
    );
    for (payload, one, three) in [
        (r#"{"ENERGY":{"Power":[7,8,9]}}"#, "7", "9"),
        (r#"{"ENERGY":{"Power":[7]}}"#, "7", ""),
        (r#"{"ENERGY":{"Power":7}}"#, "7", ""),
        (r#"{"ENERGY":{}}"#, "", ""),
        (r#"{"DHT11":{}}"#, "", ""),
    ] {
        assert_eq!(
            (read(first, payload), read(third, payload)),
            (one.to_owned(), three.to_owned()),
            "{payload}"
        );
    }
}
