"""What runs: the command line, the composition root, the jobs and their schedule, the conversation."""
