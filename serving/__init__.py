"""The edge: settings, command line, HTTP API and pages."""
