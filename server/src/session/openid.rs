//! One OpenID provider: where to send a visitor, and who came back.
//!
//! By the NL GOV Assurance profile: authorization code flow with PKCE, `state` and `nonce`,
//! `private_key_jwt`, the signed ID token verified, and the level of assurance checked.

use crate::config::ProviderConfig;
use jiff::SignedDuration;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use openidconnect::{
    AdditionalClaims, AuthorizationCode, Client, ClientId, CsrfToken, EmptyExtraTokenFields,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IdTokenFields, IssuerUrl, Nonce,
    PkceCodeChallenge, PkceCodeVerifier, ProviderMetadataWithLogout, RedirectUrl, Scope,
    StandardErrorResponse, StandardTokenResponse,
    core::{
        CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType,
        CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm, CoreRevocableToken, CoreRevocationErrorResponse,
        CoreTokenIntrospectionResponse, CoreTokenType,
    },
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use tokio::sync::OnceCell;

/// How many seconds two clocks of a provider may be apart.
const CLOCKS_APART: i64 = 60;

/// All claims of an ID token that are not standard ones.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Claims(pub Map<String, Value>);

impl AdditionalClaims for Claims {}

type TokenFields = IdTokenFields<
    Claims,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
type OpenIdClient = Client<
    Claims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<TokenFields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Why a login did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum LoginError {
    /// The provider does not answer, or not as it should.
    #[error("the provider cannot be reached: {0}")]
    Unreachable(String),
    /// What came back cannot be trusted.
    #[error("the answer of the provider is refused: {0}")]
    Refused(String),
    /// The level of assurance is lower than what we ask.
    #[error("the level of assurance is too low")]
    TooLow,
}

/// Where to send the visitor, and what to remember until they are back.
pub struct Departure {
    /// The address at the provider.
    pub url: String,
    /// To be found again by.
    pub state: String,
    /// To be found in the ID token.
    pub nonce: String,
    /// To prove that we are the one that began.
    pub pkce_verifier: String,
}

/// An OpenID provider, with our place there.
pub struct Provider {
    config: ProviderConfig,
    redirect_uri: String,
    accepted_acr: Vec<String>,
    max_age: Option<SignedDuration>,
    http: reqwest::Client,
    key: EncodingKey,
    discovered: OnceCell<Discovered>,
}

struct Discovered {
    client: OpenIdClient,
    token_endpoint: String,
    end_session: Option<String>,
}

impl Provider {
    /// A provider whose visitors come back to `redirect_uri`, and have shown there who they are no longer
    /// than `max_age` ago.
    ///
    /// # Errors
    /// When the key file cannot be read or the HTTP client cannot be made.
    pub fn new(
        config: &ProviderConfig,
        redirect_uri: String,
        accepted_acr: &str,
        max_age: Option<SignedDuration>,
    ) -> anyhow::Result<Self> {
        let pem = std::fs::read(&config.private_key_file)
            .map_err(|e| anyhow::anyhow!("{}: {e}", config.private_key_file.display()))?;
        Ok(Self {
            key: EncodingKey::from_rsa_pem(&pem)?,
            config: config.clone(),
            redirect_uri,
            accepted_acr: accepted_acr
                .split(',')
                .map(|acr| acr.trim().to_owned())
                .filter(|acr| !acr.is_empty())
                .collect(),
            max_age,
            // A provider that redirects our own requests could send them anywhere.
            http: reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .timeout(std::time::Duration::from_secs(10))
                // One that is kept open may be closed over there just as it is used: then a login fails.
                .pool_max_idle_per_host(0)
                .build()?,
            discovered: OnceCell::new(),
        })
    }

    /// The origin of the provider, to which a form may lead.
    pub fn origin(&self) -> Option<String> {
        reqwest::Url::parse(&self.config.issuer)
            .ok()
            .map(|url| url.origin().ascii_serialization())
    }

    async fn discovered(&self) -> Result<&Discovered, LoginError> {
        self.discovered
            .get_or_try_init(|| async {
                let unreachable =
                    |e: &dyn std::error::Error| LoginError::Unreachable(e.to_string());
                let issuer =
                    IssuerUrl::new(self.config.issuer.clone()).map_err(|e| unreachable(&e))?;
                let metadata = ProviderMetadataWithLogout::discover_async(issuer, &self.http)
                    .await
                    .map_err(|e| unreachable(&e))?;
                let redirect =
                    RedirectUrl::new(self.redirect_uri.clone()).map_err(|e| unreachable(&e))?;
                Ok(Discovered {
                    token_endpoint: metadata
                        .token_endpoint()
                        .map(std::string::ToString::to_string)
                        .unwrap_or_default(),
                    end_session: metadata
                        .additional_metadata()
                        .end_session_endpoint
                        .as_ref()
                        .map(std::string::ToString::to_string),
                    client: Client::from_provider_metadata(
                        metadata,
                        ClientId::new(self.config.client_id.clone()),
                        None,
                    )
                    .set_redirect_uri(redirect),
                })
            })
            .await
    }

    /// Where to send a visitor who wants to log in.
    ///
    /// # Errors
    /// When the provider does not answer.
    pub async fn depart(&self) -> Result<Departure, LoginError> {
        let discovered = self.discovered().await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let mut request = discovered
            .client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                || CsrfToken::new_random_len(32),
                || Nonce::new_random_len(32),
            )
            .add_scope(Scope::new("openid".to_owned()))
            .set_pkce_challenge(challenge);
        if !self.accepted_acr.is_empty() {
            request = request.add_extra_param("acr_values", self.accepted_acr.join(" "));
        }
        if let Some(max_age) = self.max_age {
            request = request.set_max_age(max_age.unsigned_abs());
        }
        let (url, state, nonce) = request.url();
        Ok(Departure {
            url: url.to_string(),
            state: state.secret().clone(),
            nonce: nonce.secret().clone(),
            pkce_verifier: verifier.secret().clone(),
        })
    }

    /// Checks that an answer is of this provider (RFC 9207), where it says so.
    pub fn is_issuer(&self, iss: Option<&str>) -> bool {
        iss.is_none_or(|iss| iss == self.config.issuer)
    }

    /// Who came back with this code.
    ///
    /// # Errors
    /// [`LoginError`]: the provider does not answer, the token does not verify, the level is too low.
    pub async fn arrive(
        &self,
        code: String,
        pkce_verifier: String,
        nonce: String,
    ) -> Result<Arrival, LoginError> {
        let discovered = self.discovered().await?;
        let refused = |e: &dyn std::error::Error| LoginError::Refused(e.to_string());
        let token = discovered
            .client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|e| refused(&e))?
            .set_pkce_verifier(PkceCodeVerifier::new(pkce_verifier))
            .add_extra_param(
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            )
            .add_extra_param(
                "client_assertion",
                self.assertion(&discovered.token_endpoint)?,
            )
            .request_async(&self.http)
            .await
            .map_err(|e| refused(&e))?;
        let id_token = token
            .extra_fields()
            .id_token()
            .ok_or_else(|| LoginError::Refused("no ID token".to_owned()))?;
        let verifier = discovered.client.id_token_verifier().set_allowed_algs([
            CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
            CoreJwsSigningAlgorithm::RsaSsaPssSha256,
            CoreJwsSigningAlgorithm::EcdsaP256Sha256,
        ]);
        let claims = id_token
            .claims(&verifier, &Nonce::new(nonce))
            .map_err(|e| refused(&e))?;
        let acr = claims.auth_context_ref().map(|acr| acr.to_string());
        let high_enough = self.accepted_acr.is_empty()
            || acr
                .as_ref()
                .is_some_and(|acr| self.accepted_acr.contains(acr));
        if !high_enough {
            return Err(LoginError::TooLow);
        }
        // It must say when, once it was asked (OpenID Connect Core, 2).
        let ago = claims
            .auth_time()
            .map(|at| (claims.issue_time() - at).num_seconds());
        let is_recent = |max_age: SignedDuration| {
            ago.is_some_and(|ago| ago <= max_age.as_secs() + CLOCKS_APART)
        };
        if !self.max_age.is_none_or(is_recent) {
            return Err(LoginError::Refused("logged in too long ago".to_owned()));
        }
        let name = claims
            .name()
            .and_then(|name| name.get(None))
            .map(|name| name.to_string());
        Ok(Arrival {
            subject: claims.subject().to_string(),
            acr,
            name,
            claims: claims.additional_claims().clone(),
        })
    }

    /// A client assertion (`private_key_jwt`), new for each call.
    fn assertion(&self, audience: &str) -> Result<String, LoginError> {
        let now = jiff::Timestamp::now().as_second();
        let claims = serde_json::json!({
            "iss": self.config.client_id,
            "sub": self.config.client_id,
            "aud": [audience, self.config.issuer],
            "jti": crate::vault::random_token(),
            "iat": now,
            "exp": now + 60,
        });
        jsonwebtoken::encode(&Header::new(Algorithm::PS256), &claims, &self.key)
            .map_err(|e| LoginError::Refused(e.to_string()))
    }

    /// Where to log out at the provider, so that the next visitor of this browser is asked again.
    pub async fn farewell(&self, post_logout: &str) -> Option<String> {
        let end_session = self.discovered().await.ok()?.end_session.clone()?;
        reqwest::Url::parse_with_params(
            &end_session,
            [
                ("client_id", self.config.client_id.as_str()),
                ("post_logout_redirect_uri", post_logout),
            ],
        )
        .ok()
        .map(|url| url.to_string())
    }
}

/// Who came back from a provider.
pub struct Arrival {
    /// The provider's own identifier of the person.
    pub subject: String,
    /// The name, where the provider gives one.
    pub name: Option<String>,
    /// The level of assurance, where the provider says it.
    pub acr: Option<String>,
    claims: Claims,
}

impl Arrival {
    /// A claim that is text.
    pub fn claim(&self, name: &str) -> Option<&str> {
        self.claims.0.get(name).and_then(Value::as_str)
    }

    /// A claim that is a list of texts.
    pub fn claim_list(&self, name: &str) -> Vec<String> {
        self.claims
            .0
            .get(name)
            .and_then(Value::as_array)
            .map(|values| {
                values
                    .iter()
                    .filter_map(|value| value.as_str().map(str::to_owned))
                    .collect()
            })
            .unwrap_or_default()
    }
}
