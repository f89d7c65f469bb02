"""What is wanted beside what exists: the plan of what to make, to hand over, to end and to mend."""
