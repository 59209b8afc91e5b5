//! Puts the folders of `templates/` into the program: a platform is there because its folder is.

use std::{env, fs, path::Path};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let templates = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("templates");
    println!("cargo::rerun-if-changed={}", templates.display());
    let mut folders = names(&templates)?;
    folders.retain(|name| templates.join(name).is_dir());
    let mut text = String::from("&[\n");
    for folder in folders {
        text += &format!("    ({folder:?}, &[\n");
        for file in names(&templates.join(&folder))? {
            let path = templates.join(&folder).join(&file);
            println!("cargo::rerun-if-changed={}", path.display());
            text += &format!(
                "        ({file:?}, include_str!({:?})),\n",
                path.display().to_string()
            );
        }
        text += "    ]),\n";
    }
    text += "]\n";
    fs::write(Path::new(&env::var("OUT_DIR")?).join("templates.rs"), text)?;
    Ok(())
}

fn names(folder: &Path) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}
