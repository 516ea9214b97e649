"""The commands of the README, of the Makefile and of the workflows."""
