//! The parts of the WebAssembly. Each is fetched when the first of its pages is visited, so that nobody loads
//! the pages of another role (decision 0004).

/// One part, with the pages of these audiences.
macro_rules! part {
    ($part:ident, [$($audience:ident::$pages:ident),+ $(,)?]) => {
        mod $part {
            use leptos::prelude::{AnyView, IntoAny};

            enum Asked {
                $($pages(crate::$audience::$pages)),+
            }

            #[leptos::lazy]
            fn $part(page: Option<Asked>) -> AnyView {
                match page {
                    None => ().into_any(),
                    $(Some(Asked::$pages(page)) => page.show()),+
                }
            }

            $(
                impl leptos_router::ChooseView for crate::$audience::$pages {
                    async fn choose(self) -> AnyView {
                        $part(Some(Asked::$pages(self))).await
                    }

                    async fn preload(&self) {
                        // What was fetched here is at hand in `choose`: the page that the server sent can
                        // only be taken over by one that need not wait.
                        $part(None).await;
                    }
                }
            )+
        }
    };
}

part!(everyone, [public::PublicPages]);
part!(teacher, [teacher::TeacherPages]);
part!(portfolio, [teacher::PortfolioPages]);
part!(organisation, [school::SchoolPages, supplier::SupplierPages]);
part!(office, [staff::StaffPages, profession::ProfessionPages]);
