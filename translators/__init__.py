"""From any language to any other: detectors and translators, each vendor behind one door."""
