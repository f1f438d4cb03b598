package tallyflame.agent.mark;

/**
 * A call of a counted class that had not returned.
 *
 * @param type binary name of the class
 * @param callee name of the method that it calls, null if that is not known
 * @param uncounted whether it may run the code of before its class was counted
 */
record StandingCall(String type, String method, int line, String callee, boolean uncounted) {}
