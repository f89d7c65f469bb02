"""The guided forms of the website: what they ask for, and the files that their answers become."""
