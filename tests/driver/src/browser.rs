//! A headless Chromium, for pages of the web host.

use std::ops::Deref;

use anyhow::Result;

use crate::{DESKTOP, Page, Size, session::Session};

#[derive(Debug, Clone, Copy)]
pub struct BrowserOptions {
    /// Of the page, exactly.
    pub size: Size,
    /// What the system prefers, as the page is told; light otherwise.
    pub dark: bool,
}

impl Default for BrowserOptions {
    fn default() -> Self {
        Self {
            size: DESKTOP,
            dark: false,
        }
    }
}

/// A browser of its own, with a profile of its own, and its [`Page`]. Dropping it kills everything it started.
#[derive(Debug)]
pub struct Browser(Page);

impl Deref for Browser {
    type Target = Page;

    fn deref(&self) -> &Page {
        &self.0
    }
}

impl Browser {
    /// Opens an address and returns when its page is there.
    ///
    /// # Errors
    /// There is no chromedriver or no Chromium, or the page shows nothing.
    pub async fn open(address: &str, options: BrowserOptions) -> Result<Self> {
        let page = Page::of(Session::of_browser(&options).await?, None);
        page.client().goto(address).await?;
        page.until_loaded().await?;
        Ok(Self(page))
    }

    /// Closes it as a person would.
    ///
    /// # Errors
    /// The driver does not answer.
    pub async fn close(self) -> Result<()> {
        Ok(self.0.client().clone().close().await?)
    }
}
