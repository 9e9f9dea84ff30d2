"""onrecord: a news monitor that alerts on new statements by the groups you track."""
