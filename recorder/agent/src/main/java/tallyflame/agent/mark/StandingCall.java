package tallyflame.agent.mark;

import java.util.List;
import java.util.stream.IntStream;
import tallyflame.agent.instrument.CountedClass;

/**
 * A call of a counted class that had not returned.
 *
 * @param type binary name of the class
 * @param callee name of the method that it calls, null if that is not known
 * @param uncounted whether it may run the code of before its class was counted
 */
public record StandingCall(String type, String method, int line, String callee, boolean uncounted) {
    private static final String AMBIGUOUS =
            "a call of it stood at the beginning or the end of what was counted, at a line that"
                    + " does not tell where in the code that was";
    private static final String UNCOUNTED = "a call of it was running when counting began";

    /**
     * Where it stood in a class.
     *
     * @param problem why that is not known, null if it is
     * @param place null if it is not known, or if the call has passed its last counter
     */
    public record Stand(String problem, Place place) {}

    /**
     * Where it stood.
     *
     * @param severalOfTheName whether there are several classes of that name, of which nobody knows which is meant
     */
    public Stand in(CountedClass counted, boolean severalOfTheName) {
        List<Place> places = Place.of(counted, method, line, callee);
        if (uncounted) return new Stand(UNCOUNTED, null);
        if (severalOfTheName || places.size() != 1) return new Stand(AMBIGUOUS, null);
        Place place = places.get(0);
        return new Stand(null, place.behindProbe(counted.graph().methods().get(place.method())));
    }

    /** Places of the methods in a class that it may be a call of. */
    public List<Integer> methods(CountedClass counted) {
        return IntStream.range(0, counted.methodCount())
                .filter(m -> counted.graph().methods().get(m).name().equals(method))
                .boxed()
                .toList();
    }
}
