//! The programs of a supplier in the sandbox.

use super::{examples, sandbox};
use crate::{
    System,
    audit::{self, Act, By},
    fault::Fault,
    sandbox::{board_for_everyone, enrol as enter},
};
use app::{
    actor::Supplier,
    supplier::{NewProgram, Program, Sandbox, TestBoard},
};
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk, JwkSet};
use serde_json::{Value, json};
use shared::{FieldError, Problem};

/// The names of programs are at most so long.
const LONGEST: usize = 40;

/// The most programs of a supplier, in the sandbox and in the register each.
pub const MOST_PROGRAMS: i64 = 20;

/// The most keys of a program: the one in use, and the next.
const MOST_KEYS: usize = 5;

/// The members of a JWK that only the owner may know (RFC 7518, 6).
const SECRET: [&str; 7] = ["d", "p", "q", "dp", "dq", "qi", "k"];

/// Under which the programs of the supplier log in at the sandbox.
pub async fn clients(system: &System, supplier: &Supplier) -> Result<Vec<String>, Fault> {
    let oin = oin(system, supplier).await?;
    Ok(sqlx::query_scalar!(
        "select c.client_id
         from supplier_client c
         join supplier s on s.id = c.supplier_id
         where s.oin = $1
         order by c.client_id",
        oin,
    )
    .fetch_all(&sandbox(system)?.pool)
    .await?)
}

/// By its OIN a supplier is the same in the register and in the sandbox.
async fn oin(system: &System, supplier: &Supplier) -> Result<String, Fault> {
    let oin = sqlx::query_scalar!("select oin from supplier where id = $1", supplier.id().0);
    Ok(oin.fetch_one(&system.pool).await?)
}

/// What the supplier has in the sandbox.
pub async fn all(system: &System, supplier: &Supplier) -> Result<Sandbox, Fault> {
    let place = sandbox(system)?;
    let rows = sqlx::query!(
        r#"select c.client_id, c.keys, b.board_number as "board?", b.mandate_over as "former?",
                  s.sector as "sector?", s.brin as "brin?"
           from supplier_client c
           join supplier p on p.id = c.supplier_id
           left join sandbox_board b on b.client_id = c.client_id
           left join school_board s on s.board_number = b.board_number
           where p.oin = $1
           order by c.client_id, b.board_number, s.brin"#,
        oin(system, supplier).await?,
    )
    .fetch_all(&place.pool)
    .await?;
    let mut programs: Vec<Program> = Vec::new();
    for row in rows {
        if programs
            .last()
            .is_none_or(|last| last.client != row.client_id)
        {
            programs.push(Program {
                client: row.client_id,
                keys: ids(&row.keys),
                boards: Vec::new(),
            });
        }
        let (Some(program), Some(number), Some(former)) =
            (programs.last_mut(), row.board, row.former)
        else {
            continue;
        };
        if program
            .boards
            .last()
            .is_none_or(|last| last.number != number)
        {
            program.boards.push(TestBoard {
                number,
                former,
                schools: Vec::new(),
            });
        }
        if let (Some(board), Some(school)) = (program.boards.last_mut(), row.sector.zip(row.brin)) {
            board.schools.push(school);
        }
    }
    let (board, schools) = match programs
        .iter()
        .flat_map(|program| &program.boards)
        .find(|board| !board.former)
    {
        Some(board) => (board.number.clone(), board.schools.clone()),
        None => board_for_everyone(place)
            .await
            .map_err(|error| Fault::Broken(error.into()))?,
    };
    let school = schools.iter().find(|(sector, _)| sector == "vo");
    Ok(Sandbox {
        address: format!("{}{}", place.config.public_url, crate::api::BASE),
        examples: school.map_or_else(Vec::new, |(_, school)| examples::all(place, &board, school)),
        board,
        programs,
    })
}

/// The ids of the keys.
pub fn ids(keys: &Value) -> Vec<String> {
    let keys = keys["keys"].as_array().into_iter().flatten();
    keys.map(|key| key["kid"].as_str().unwrap_or("zonder kid").to_owned())
        .collect()
}

/// Registers a program, or gives it other keys.
///
/// # Errors
/// 422 when the name is taken or no name, or the keys are no public keys.
pub async fn enrol(system: &System, supplier: &Supplier, new: &NewProgram) -> Result<(), Fault> {
    let place = sandbox(system)?;
    let (client, keys) = checked(new)?;
    let wrong = |told: &str| Problem::invalid(vec![FieldError::new("client", told)]);
    if is_of_another(system, supplier, client).await? {
        return Err(wrong("Deze naam is al van een ander").into());
    }
    let own = clients(system, supplier).await?;
    let is_new = !own.iter().any(|known| known == client);
    if is_new && i64::try_from(own.len()).map_err(Fault::broken)? >= MOST_PROGRAMS {
        return Err(
            wrong("Je hebt het grootste aantal programma's. Neem contact met ons op").into(),
        );
    }
    let row = sqlx::query!(
        "select name, oin from supplier where id = $1",
        supplier.id().0
    )
    .fetch_one(&system.pool)
    .await?;
    enter(place, &row.name, &row.oin, client, &keys)
        .await
        .map_err(|error| Fault::Broken(error.into()))?;
    let mut conn = system.pool.acquire().await?;
    let act = Act::ProgramEnrolled {
        client: client.to_owned(),
    };
    let now = system.clock.now_stored();
    audit::record(&mut conn, now, By::Supplier(supplier), None, None, &act).await
}

/// The name and the keys of a program, as far as they are right by themselves.
///
/// # Errors
/// 422 when the name is no name, or the keys are no public keys.
pub fn checked(new: &NewProgram) -> Result<(&str, Vec<u8>), Problem> {
    let client = new.client.trim();
    let mut errors = Vec::new();
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !(3..=LONGEST).contains(&client.len()) || !client.chars().all(allowed) {
        let message = "Gebruik 3 tot 40 kleine letters, cijfers en streepjes";
        errors.push(FieldError::new("client", message));
    }
    let keys = public_keys(&new.keys);
    if let Err(message) = &keys {
        errors.push(FieldError::new("keys", *message));
    }
    match keys {
        Ok(keys) if errors.is_empty() => Ok((client, keys)),
        _ => Err(Problem::invalid(errors)),
    }
}

async fn is_of_another(system: &System, supplier: &Supplier, client: &str) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
               select
               from supplier_client c
               join supplier s on s.id = c.supplier_id
               where c.client_id = $1 and s.oin <> $2
           ) as "taken!""#,
        client,
        oin(system, supplier).await?,
    )
    .fetch_one(&sandbox(system)?.pool)
    .await?)
}

/// A set of public keys, from a set or from one key.
fn public_keys(text: &str) -> Result<Vec<u8>, &'static str> {
    let value: Value = serde_json::from_str(text).map_err(|_| "Dit is geen JWK of JWK-set")?;
    let keys = match value.get("keys") {
        Some(Value::Array(keys)) => keys.clone(),
        _ => vec![value],
    };
    if keys.is_empty() || keys.len() > MOST_KEYS {
        return Err("Geef 1 tot 5 sleutels");
    }
    for key in &keys {
        if SECRET.iter().any(|member| key.get(member).is_some()) {
            return Err("Hier staat een geheime sleutel. Vervang die, en plak alleen de openbare");
        }
        let key: Jwk = serde_json::from_value(key.clone())
            .map_err(|_| "Een van de sleutels kunnen we niet lezen")?;
        if key.common.key_id.is_none() {
            return Err("Geef elke sleutel een kid");
        }
        if matches!(key.algorithm, AlgorithmParameters::OctetKey(_)) {
            return Err("Gebruik sleutels voor ES256, PS256 of EdDSA");
        }
    }
    let set = json!({ "keys": keys });
    if set.to_string().contains("\\u0000") {
        return Err("Een van de sleutels kunnen we niet lezen");
    }
    serde_json::from_value::<JwkSet>(set.clone())
        .map_err(|_| "Een van de sleutels kunnen we niet lezen")?;
    Ok(set.to_string().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::public_keys;

    #[test]
    fn only_public_keys_with_an_id_are_taken() {
        let x = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
        let y = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";
        let key = format!(r#"{{"kty":"EC","crv":"P-256","kid":"een","x":"{x}","y":"{y}"}}"#);
        assert!(public_keys(&key).is_ok());
        assert!(public_keys(&format!(r#"{{"keys":[{key}]}}"#)).is_ok());
        let secret = key.replace(r#""kid""#, r#""d":"AAAA","kid""#);
        assert!(public_keys(&secret).is_err_and(|why| why.contains("geheime")));
        assert!(public_keys(&key.replace(r#""kid":"een","#, "")).is_err());
        assert!(public_keys(r#"{"keys":[]}"#).is_err());
        assert!(public_keys("geen sleutel").is_err());
    }
}
