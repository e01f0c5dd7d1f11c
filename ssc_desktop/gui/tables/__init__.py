"""Tables and the attendance grid."""
