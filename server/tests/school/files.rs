//! Files: what is none, two at once, and those of the demo.

use super::{BOARD, OTHER_BOARD, codes, deliver, row};
use crate::support::{Register, csv, file};
use app::school::{delivery::Progress, desk::SchoolDesk};

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_no_delivery_is_refused_as_a_whole() {
    let register = Register::new().await;
    let contact = register.contact(BOARD);
    let good = csv(&[row(&[])]).bytes;
    let header = good.split(|byte| *byte == b'\n').next().expect("header");
    let mut many = good.clone();
    let line = many[header.len() + 1..].to_vec();
    for _ in 0..10_000 {
        many.extend_from_slice(&line);
    }
    for (what, bytes) in [
        ("empty", Vec::new()),
        ("only a header", header.to_vec()),
        ("a PDF", b"%PDF-1.4\n".to_vec()),
        (
            "other columns",
            b"naam;school\nM. Zandlicht;SG De Wending\n".to_vec(),
        ),
        ("more than 10,000 rows", many),
        ("more than 20 MB", vec![b'x'; 20 * 1024 * 1024 + 1]),
    ] {
        let problem = register
            .desk
            .deliver(&contact, file("levering.csv", bytes))
            .await
            .expect_err(what);
        assert!((400..500).contains(&problem.status), "{what}: {problem}");
        assert!(problem.at("bestand").is_some(), "{what}");
    }
    assert_eq!(register.count("delivery").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_uploads_at_once_do_not_mix() {
    let register = Register::new().await;
    let rows: Vec<_> = (0..40)
        .map(|n| row(&[("benoemingvolgnummer", &format!("n{n}"))]))
        .collect();
    let contact = register.contact(BOARD);
    let (one, two) = tokio::join!(
        register.desk.deliver(&contact, csv(&rows)),
        register.desk.deliver(&contact, csv(&rows)),
    );
    let mut new = 0;
    for id in [one.expect("first"), two.expect("second")] {
        new += register
            .desk
            .delivery(&contact, id)
            .await
            .expect("found")
            .summary
            .counts
            .new;
    }
    assert_eq!(new, 40);
    assert_eq!(register.count("appointment").await, 40);
    assert_eq!(register.count("person").await, 1);
}

/// A file of the demo.
macro_rules! demo {
    ($name:literal) => {
        file(
            $name,
            include_bytes!(concat!("../../../end2end/demo/leveringen/", $name)),
        )
    };
}

#[tokio::test(flavor = "multi_thread")]
async fn the_files_of_the_demo_tell_its_story() {
    let register = Register::new().await;
    let first = deliver(&register, BOARD, demo!("levering-goed.csv")).await;
    assert_eq!(codes(&first), [], "the first month is right");
    let total = first.summary.counts.new;
    assert!(total >= 40);
    for same in [
        demo!("met-bom.csv"),
        demo!("met-kommas.csv"),
        demo!("windows-1252.csv"),
    ] {
        let name = same.name.clone();
        let detail = deliver(&register, BOARD, same).await;
        assert_eq!(detail.summary.counts.refused, 0, "{name}");
    }
    let second = deliver(&register, BOARD, demo!("levering-met-fouten.csv")).await;
    assert_eq!(second.summary.counts.refused, 6, "{:?}", codes(&second));
    assert_eq!(second.summary.counts.total(), total);
    let third = deliver(&register, BOARD, demo!("levering-hersteld.csv")).await;
    assert_eq!(third.summary.counts.refused, 0, "{:?}", codes(&third));
    let contact = register.contact(BOARD);
    let second = register
        .desk
        .delivery(&contact, second.summary.id)
        .await
        .expect("found");
    assert_eq!(second.summary.progress(), Progress::Repaired);
    let other = deliver(&register, OTHER_BOARD, demo!("levering-po.csv")).await;
    assert_eq!(codes(&other), []);
}
