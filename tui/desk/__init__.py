"""What is done for the analyst without a screen: the poller, alerts, briefs, exports, the agenda, citations."""
