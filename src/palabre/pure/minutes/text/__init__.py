"""From characters to sections: lines without noise, blocks, tables, sections with the kind that their name gives."""
