//! The grounds that a board can choose from today.

use crate::{System, fault::Fault};
use app::school::grounds::{GroundOverview, GroundRow, SectorGrounds};
use jiff_sqlx::ToSqlx;
use shared::{
    ground::{Ground, GroundTable, Target},
    identifier::BoardNumber,
    sector::Sector,
};

/// The grounds of the sectors in which the board has schools today; of all sectors when it has none.
pub async fn overview(system: &System, board: &BoardNumber) -> Result<GroundOverview, Fault> {
    let today = system.clock.today();
    let codes = sqlx::query_scalar!(
        "select distinct sector from school_board where board_number = $1 and valid @> $2::date",
        board.as_str(),
        today.to_sqlx(),
    )
    .fetch_all(&system.pool)
    .await?;
    let table = GroundTable::current();
    let sectors = Sector::ALL
        .into_iter()
        .filter(|sector| codes.is_empty() || codes.iter().any(|code| code == sector.code()))
        .map(|sector| SectorGrounds {
            code: sector.code().to_owned(),
            name: sector.name().to_owned(),
            grounds: table
                .valid_on(today)
                .filter(|ground| ground.sectors.contains(&sector))
                .map(row)
                .collect(),
        })
        .collect();
    Ok(GroundOverview {
        today,
        version: table.version().to_owned(),
        sectors,
    })
}

/// The name of a ground in plain Dutch; the code itself when the table does not know it.
pub fn name(code: &str) -> String {
    GroundTable::current()
        .all()
        .iter()
        .find(|ground| ground.code == code)
        .map_or_else(|| code.to_owned(), |ground| ground.name.clone())
}

fn row(ground: &Ground) -> GroundRow {
    let (shelf, maximum) = match ground.target {
        Target::Register => ("register", ground.maximum_text()),
        Target::Vestibule => ("vestibule", ground.maximum_text()),
        Target::NotDelivered => ("none", "Niet van toepassing".to_owned()),
    };
    GroundRow {
        code: ground.code.clone(),
        name: ground.name.clone(),
        article: ground.article.clone(),
        shelf: shelf.to_owned(),
        maximum,
        remark: ground.remark.clone(),
    }
}
