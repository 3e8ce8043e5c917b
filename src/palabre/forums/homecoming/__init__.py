"""The way home: a forum played on a computer without network comes into its space on the server, without doubles."""
