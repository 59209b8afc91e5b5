//! The mouse, where a click is not enough.

use std::time::Duration;

use anyhow::Result;
use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use serde_json::json;

use crate::Page;

/// One mouse for all: WebDriver keeps where it is and which buttons are down.
const MOUSE: &str = "mouse";
/// A hand takes some frames for a way.
const HAND: Duration = Duration::from_millis(120);

impl Page {
    async fn mouse(&self, actions: Vec<PointerAction>) -> Result<()> {
        let mouse = actions
            .into_iter()
            .fold(MouseActions::new(MOUSE.to_owned()), |mouse, action| {
                mouse.then(action)
            });
        Ok(self.client().perform_actions(mouse).await?)
    }

    /// Moves the mouse to so many pixels right of the middle of what `find` gives.
    pub async fn point_at(&self, role: &str, name: &str, right: i64) -> Result<()> {
        let element = self.find(role, name).await?;
        self.mouse(vec![PointerAction::MoveToElement {
            element,
            duration: None,
            x: right as f64,
            y: 0.0,
        }])
        .await
    }

    /// Presses the button there and moves the mouse; the button stays down until [`Page::release`].
    pub async fn drag(&self, role: &str, name: &str, right: f64) -> Result<()> {
        self.point_at(role, name, 0).await?;
        self.mouse(vec![
            PointerAction::Down {
                button: MOUSE_BUTTON_LEFT,
            },
            PointerAction::MoveBy {
                duration: Some(HAND),
                x: right,
                y: 0.0,
            },
        ])
        .await
    }

    pub async fn release(&self) -> Result<()> {
        self.mouse(vec![PointerAction::Up {
            button: MOUSE_BUTTON_LEFT,
        }])
        .await
    }

    pub async fn double_click(&self, role: &str, name: &str) -> Result<()> {
        self.point_at(role, name, 0).await?;
        let button = MOUSE_BUTTON_LEFT;
        let click = [PointerAction::Down { button }, PointerAction::Up { button }];
        self.mouse([click.clone(), click].concat()).await
    }

    /// Turns the wheel over the middle of it; upwards is negative. WebKitWebDriver has no wheel, so the page is told of one.
    pub async fn wheel(&self, role: &str, name: &str, down: f64) -> Result<()> {
        const TURN: &str = "const [it, deltaY] = arguments; const box = it.getBoundingClientRect();
            it.dispatchEvent(new WheelEvent('wheel', { deltaY, bubbles: true, cancelable: true,
                clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 }));";
        let element = self.find(role, name).await?;
        let args = vec![serde_json::to_value(element)?, json!(down)];
        self.client().execute(TURN, args).await?;
        Ok(())
    }
}
