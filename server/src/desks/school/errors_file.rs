pub async fn download_errors() -> http::StatusCode { http::StatusCode::NOT_FOUND }
