use super::arbitrary::messages;
use crate::Problem;
use crate::delivery::samples::{message, row_with};
use crate::delivery::{
    AppointmentMessage, AppointmentNumber, BatchFormat, BatchReader, Encoding, MAX_RECORD_BYTES,
    MAX_ROWS, MessageKind, NAMESPACE, Record, parse_row, read_csv, removal_to_json, removal_to_xml,
    to_csv, to_json, to_xml,
};
use encoding_rs::WINDOWS_1252;
use proptest::collection::vec;
use proptest::prelude::*;

const FORMATS: [BatchFormat; 3] = [BatchFormat::Ndjson, BatchFormat::Csv, BatchFormat::Xml];

/// Messages in a notation.
fn written(format: BatchFormat, messages: &[AppointmentMessage]) -> String {
    match format {
        BatchFormat::Ndjson => messages
            .iter()
            .map(|message| to_json(message) + "\n")
            .collect(),
        BatchFormat::Csv => to_csv(messages),
        BatchFormat::Xml => {
            let inner: Vec<String> = messages
                .iter()
                .map(|message| to_xml(message).replace(&format!(" xmlns=\"{NAMESPACE}\""), ""))
                .collect();
            format!(
                "<?xml version=\"1.0\"?>\n<AanleverenBatch_Request xmlns=\"{NAMESPACE}\">\n{}\n</AanleverenBatch_Request>\n",
                inner.join("\n<!-- > -->")
            )
        }
    }
}

/// Reads pieces to the end.
fn read<'a>(
    format: BatchFormat,
    pieces: impl IntoIterator<Item = &'a [u8]>,
) -> (Vec<Record>, Option<Problem>) {
    let mut reader = BatchReader::new(format);
    let mut records = Vec::new();
    for piece in pieces {
        records.extend(reader.push(piece));
    }
    match reader.finish() {
        Ok(last) => {
            records.extend(last);
            (records, None)
        }
        Err(problem) => (records, Some(problem)),
    }
}

#[track_caller]
fn whole(format: BatchFormat, text: &str) -> Vec<Record> {
    let (records, problem) = read(format, [text.as_bytes()]);
    assert_eq!(problem, None);
    records
}

#[track_caller]
fn problem(format: BatchFormat, bytes: &[u8]) -> Problem {
    read(format, [bytes])
        .1
        .expect("a batch that cannot be read")
}

fn numbered(number: &str) -> AppointmentMessage {
    AppointmentMessage {
        number: AppointmentNumber::parse(number).expect("a number"),
        ..message()
    }
}

fn three() -> Vec<AppointmentMessage> {
    ["1", "2", "3"].map(numbered).to_vec()
}

#[test]
fn a_batch_in_every_notation_gives_its_messages_with_their_numbers() {
    for format in FORMATS {
        let records = whole(format, &written(format, &three()));
        let read: Vec<_> = records
            .iter()
            .map(|record| parse_row(&record.row).expect("right"))
            .collect();
        assert_eq!(read, three(), "{format:?}");
        let first = if format == BatchFormat::Csv { 2 } else { 1 };
        let numbers: Vec<u32> = records.iter().map(|record| record.row.row_number).collect();
        assert_eq!(numbers, [first, first + 1, first + 2], "{format:?}");
        assert_eq!(records[1].row.key(), ("41234", "2"));
    }
}

#[test]
fn a_wrong_record_does_not_spoil_the_others() {
    let json = written(BatchFormat::Ndjson, &three()).replacen("\"versie\":1", "\"versie\":", 1);
    let xml = written(BatchFormat::Xml, &three()).replacen("</persoon>", "</school>", 1);
    for (format, text) in [(BatchFormat::Ndjson, json), (BatchFormat::Xml, xml)] {
        let records = whole(format, &text);
        let right: Vec<bool> = records
            .iter()
            .map(|record| parse_row(&record.row).is_ok())
            .collect();
        assert_eq!(right, [false, true, true], "{format:?}");
    }
}

#[test]
fn blank_lines_count_and_a_line_that_is_too_long_is_passed_over() {
    let text = format!(
        "\n{}\r\n\r\n{}\n{}",
        to_json(&numbered("1")),
        "x".repeat(3 * MAX_RECORD_BYTES),
        to_json(&numbered("2"))
    );
    let (records, problem) = read(BatchFormat::Ndjson, text.as_bytes().chunks(1_000));
    assert_eq!(problem, None);
    let told: Vec<_> = records
        .iter()
        .map(|r| (r.row.row_number, parse_row(&r.row).is_ok()))
        .collect();
    assert_eq!(told, [(2, true), (4, false), (5, true)]);
}

#[test]
fn removals_go_among_the_others() {
    let removal = || {
        let json =
            r#"{"bevoegdGezag":"41234","benoemingvolgnummer":"9","versie":2,"verwijdering":{}}"#;
        serde_json::from_str(json).expect("a removal")
    };
    let json = written(BatchFormat::Ndjson, &three()) + &removal_to_json(&removal());
    let xml = written(BatchFormat::Xml, &three())
        .replace("\n</Aan", &format!("{}</Aan", removal_to_xml(&removal())));
    for (format, text) in [(BatchFormat::Ndjson, json), (BatchFormat::Xml, xml)] {
        let kinds: Vec<_> = whole(format, &text)
            .iter()
            .map(|record| record.kind)
            .collect();
        assert_eq!(
            kinds[2..],
            [MessageKind::Appointment, MessageKind::Removal],
            "{format:?}"
        );
    }
}

#[test]
fn the_same_number_again_names_the_row_that_came_before() {
    for format in FORMATS {
        let records = whole(
            format,
            &written(format, &[numbered("1"), numbered("2"), numbered("1")]),
        );
        let doubles: Vec<_> = records
            .iter()
            .map(|record| record.row.doubles.clone())
            .collect();
        assert_eq!(
            doubles,
            [vec![], vec![], vec![records[0].row.row_number]],
            "{format:?}"
        );
        assert_eq!(
            parse_row(&records[2].row).expect_err("a double")[0].rule,
            "LR-F028"
        );
    }
}

#[test]
fn more_records_than_a_batch_may_have_are_not_read() {
    for format in FORMATS {
        let mut reader = BatchReader::with_most(format, 2);
        let records = reader.push(written(format, &three()).as_bytes());
        assert_eq!(records.len(), 2, "{format:?}");
        assert_eq!(reader.problem().map(|problem| problem.status), Some(413));
        assert!(reader.push(b"more").is_empty());
        assert!(reader.finish().is_err());
    }
    let line = to_csv(&[message()]);
    let (header, line) = line.split_once("\r\n").expect("two lines");
    let many = format!("{header}\r\n{}", line.repeat(MAX_ROWS + 1));
    assert_eq!(problem(BatchFormat::Csv, many.as_bytes()).status, 413);
}

#[test]
fn an_empty_batch_or_one_of_another_kind_says_so() {
    for format in FORMATS {
        for blank in [&b""[..], b" \n\n", b"\xEF\xBB\xBF"] {
            assert_eq!(
                problem(format, blank).title,
                "Dit bestand is leeg",
                "{format:?}"
            );
        }
        assert!(
            problem(format, b"%PDF-1.4\n ...")
                .title
                .starts_with("Dit is een PDF, geen ")
        );
        assert!(
            problem(format, b"PK\x03\x04rest of it")
                .title
                .contains("zip")
        );
        assert_eq!(
            problem(format, b"\xFF\xFEb\0e\0v\0").title,
            "Dit bestand is opgeslagen als UTF-16"
        );
    }
    let text = to_csv(&[]);
    assert_eq!(
        problem(BatchFormat::Csv, text.as_bytes()).title,
        "In dit bestand staan geen benoemingen"
    );
    assert_eq!(
        problem(
            BatchFormat::Csv,
            text.replace("versie", "version").as_bytes()
        )
        .title,
        "De kolommen van dit bestand kloppen niet"
    );
    let empty = written(BatchFormat::Xml, &[]);
    assert_eq!(
        problem(BatchFormat::Xml, empty.as_bytes()).title,
        "In deze batch staan geen berichten"
    );
}

#[test]
fn windows_1252_is_found_out_on_the_way() {
    let mut second = numbered("2");
    second.person.first_names = Some("Zoë Renée".into());
    for format in FORMATS {
        let text = written(format, &[numbered("1"), second.clone()]);
        let bytes = WINDOWS_1252.encode(&text).0;
        let mut reader = BatchReader::new(format);
        let mut records = reader.push(&bytes);
        records.extend(reader.finish().expect("a batch"));
        assert_eq!(reader.encoding(), Encoding::Windows1252, "{format:?}");
        assert_eq!(parse_row(&records[1].row), Ok(second.clone()), "{format:?}");
        let marked = format!("\u{FEFF}{text}");
        let records = whole(format, &marked);
        assert_eq!(parse_row(&records[1].row), Ok(second.clone()), "{format:?}");
    }
}

#[test]
fn a_record_coded_otherwise_than_those_before_is_refused_alone() {
    let named = |number, name: &str| {
        let mut message = numbered(number);
        message.person.first_names = Some(name.into());
        message
    };
    for format in FORMATS {
        let text = written(
            format,
            &[named("1", "Zoë"), named("2", "@"), named("3", "Renée")],
        );
        let (before, after) = text.split_once('@').expect("a mark");
        let bytes = [before.as_bytes(), b"\xE9", after.as_bytes()].concat();
        let (records, problem) = read(format, [&bytes[..]]);
        assert_eq!(problem, None);
        let right: Vec<bool> = records
            .iter()
            .map(|record| parse_row(&record.row).is_ok())
            .collect();
        assert_eq!(right, [true, false, true], "{format:?}");
    }
}

#[test]
fn xml_that_is_no_batch_is_refused_as_a_whole() {
    let good = written(BatchFormat::Xml, &three());
    let cases = [
        (to_xml(&message()), "AanleverenBatch_Request"),
        (
            good.replace("urn:ler", "urn:anders"),
            "AanleverenBatch_Request",
        ),
        (
            good.replacen("<AanleverenBatch", "<!DOCTYPE a><AanleverenBatch", 1),
            "DOCTYPE",
        ),
        (
            good.replacen("<persoon>", "<!DOCTYPE a><persoon>", 1),
            "DOCTYPE",
        ),
        (
            good.replacen("<AanleverenBenoeming", "tekst<AanleverenBenoeming", 1),
            "tekst",
        ),
        (good.replace("</AanleverenBatch_Request>", ""), "afgebroken"),
        (
            good.replace("</AanleverenBatch_Request>", "</Anders>"),
            "ander element",
        ),
        (format!("{good}<x/>"), "nog een element"),
        (
            good.replacen(
                "<persoon>",
                &format!("<persoon>{}", "x".repeat(MAX_RECORD_BYTES)),
                1,
            ),
            "64 kB",
        ),
    ];
    for (text, why) in cases {
        let detail = problem(BatchFormat::Xml, text.as_bytes())
            .detail
            .expect("a detail");
        assert!(detail.contains(why), "{detail}");
    }
}

#[test]
fn a_comment_a_section_or_an_attribute_ends_where_xml_ends_it() {
    let text = written(BatchFormat::Xml, &three())
        .replacen("<!-- > -->", "<!-- ' <x> - -- > ---><?y <z> ?>", 1)
        .replace(
            "Zandlicht",
            "<!-- </persoon> ---><![CDATA[<Zand]]]><![CDATA[]>]]>",
        )
        .replacen(
            "<AanleverenBenoeming_Request>",
            "<AanleverenBenoeming_Request xmlns:a='<>/\">'  >",
            1,
        );
    let (records, problem) = read(BatchFormat::Xml, text.as_bytes().chunks(3));
    assert_eq!(problem, None);
    for record in &records[1..] {
        let message = parse_row(&record.row).expect("right");
        assert_eq!(message.person.family_name.as_deref(), Some("<Zand]]>"));
    }
    assert_eq!(records.len(), 3);
}

#[test]
fn what_came_before_a_broken_end_was_read() {
    let good = written(BatchFormat::Xml, &three());
    let end = good.rfind("<AanleverenBenoeming").expect("a third message");
    let (records, problem) = read(BatchFormat::Xml, [&good.as_bytes()[..end + 40]]);
    assert_eq!(records.len(), 2);
    assert!(problem.is_some());
}

#[test]
fn a_quote_that_is_not_closed_stops_the_file_there() {
    let good = to_csv(&three());
    let (header, _) = good.split_once("\r\n").expect("a header");
    let text = format!(
        "{header}\r\n\"{}",
        "41234;1;\r\n".repeat(MAX_RECORD_BYTES / 8)
    );
    let problem = problem(BatchFormat::Csv, text.as_bytes());
    assert!(
        problem.title.contains("loopt een rij door in de volgende"),
        "{}",
        problem.title
    );
}

#[test]
fn a_reader_holds_one_record_and_not_the_batch() {
    let line = to_json(&message()) + "\n";
    let mut reader = BatchReader::with_most(BatchFormat::Ndjson, usize::MAX);
    let most = (0..200).map(|_| reader.push(line.as_bytes()).len()).max();
    assert_eq!(most, Some(1));
}

/// Where the pieces are cut.
fn cut<'a>(bytes: &'a [u8], cuts: &[prop::sample::Index]) -> Vec<&'a [u8]> {
    let mut at: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
    at.extend([0, bytes.len()]);
    at.sort_unstable();
    at.windows(2).map(|pair| &bytes[pair[0]..pair[1]]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_pieces_make_no_difference(sent in vec(messages(), 1..5), cuts in vec(any::<prop::sample::Index>(), 0..12), format in prop::sample::select(FORMATS.to_vec())) {
        let text = written(format, &sent);
        let once = read(format, [text.as_bytes()]);
        prop_assert_eq!(&read(format, cut(text.as_bytes(), &cuts)), &once);
        prop_assert_eq!(&read(format, text.as_bytes().chunks(1)), &once);
        prop_assert_eq!(once.1, None);
        let read: Vec<_> = once.0.iter().filter(|record| record.row.doubles.is_empty()).map(|record| parse_row(&record.row)).collect();
        let mut seen = std::collections::HashSet::new();
        let wanted: Vec<_> = sent.into_iter().filter(|message| seen.insert(message.number.clone())).map(Ok).collect();
        prop_assert_eq!(read, wanted);
    }

    #[test]
    fn csv_in_pieces_reads_as_the_whole_file(body in "[A-Za-zé0-9\n\r\";,' ]{0,200}", cuts in vec(any::<prop::sample::Index>(), 0..6), western in any::<bool>()) {
        let text = format!("{}{body}", to_csv(&[message()]));
        let bytes = if western { WINDOWS_1252.encode(&text).0.into_owned() } else { text.into_bytes() };
        let (records, problem) = read(BatchFormat::Csv, cut(&bytes, &cuts));
        match read_csv(&bytes) {
            Ok(delivery) => {
                prop_assert_eq!(problem, None);
                prop_assert_eq!(records.len(), delivery.rows.len());
                for (record, row) in records.iter().zip(&delivery.rows) {
                    prop_assert_eq!(record.row.row_number, row.row_number);
                    prop_assert_eq!(&record.row.fields, &row.fields);
                    prop_assert_eq!(record.row.ragged, row.ragged);
                }
            }
            Err(whole) => prop_assert_eq!(problem.map(|problem| problem.title), Some(whole.title)),
        }
    }

    #[test]
    fn reading_never_panics_on_arbitrary_bytes(bytes in vec(any::<u8>(), 0..400), format in prop::sample::select(FORMATS.to_vec())) {
        let _ = read(format, bytes.chunks(7));
    }

    #[test]
    fn reading_never_panics_on_a_batch_with_a_piece_changed(at in any::<prop::sample::Index>(), length in 0_usize..30, piece in "[\\PC<>!?\\-\\[\\]\"'/\n]{0,12}", format in prop::sample::select(FORMATS.to_vec())) {
        let mut bytes = written(format, &three()).into_bytes();
        let start = at.index(bytes.len());
        let end = (start + length).min(bytes.len());
        bytes.splice(start..end, piece.bytes());
        let once = read(format, [&bytes[..]]);
        prop_assert_eq!(read(format, bytes.chunks(3)), once);
    }

    #[test]
    fn a_cell_with_line_breaks_and_quotes_comes_through(address in "[a-z\"\n;, ]{1,20}") {
        let row = row_with(&[("adres", &address)]);
        let header: Vec<&str> = row.fields.iter().map(|(name, _)| name.as_str()).collect();
        let cells: Vec<String> = row.fields.iter().map(|(_, value)| format!("\"{}\"", value.replace('"', "\"\""))).collect();
        let text = format!("{}\n{}", header.join(";"), cells.join(";"));
        let (records, problem) = read(BatchFormat::Csv, text.as_bytes().chunks(5));
        prop_assert_eq!(problem, None);
        prop_assert_eq!(records[0].row.value("adres"), address);
    }
}

#[test]
fn what_no_text_holds_is_told_after_what_came_before_however_it_arrives() {
    for format in FORMATS {
        let mut bytes = written(format, &[message(), message()]).into_bytes();
        let middle = bytes.len() / 2;
        bytes.insert(middle + 40, 0);
        let at_once = read(format, [bytes.as_slice()]);
        assert_eq!(read(format, bytes.chunks(7)), at_once, "{format:?}");
    }
}
