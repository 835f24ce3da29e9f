"""Whether letters can arrive and answers come back: rules over DNS records, servers and figures."""
