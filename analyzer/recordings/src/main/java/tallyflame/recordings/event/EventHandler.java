package tallyflame.recordings.event;

/** What is done with each event of a type. */
@FunctionalInterface
public interface EventHandler {
    /**
     * Called for one event.
     *
     * @param event its fields in the order in which they were asked for; the same object for every event, so nothing may keep it
     */
    void handle(Event event);
}
