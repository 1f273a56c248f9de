"""What a person sees in a terminal. Each function turns records into Rich renderables; none decides anything."""
