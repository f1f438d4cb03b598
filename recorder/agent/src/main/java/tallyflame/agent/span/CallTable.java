package tallyflame.agent.span;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tallyflame.agent.instrument.CountedClass;
import tallyflame.agent.mark.Moment;
import tallyflame.agent.mark.StandingCall;
import tallyflame.counts.span.CallPlace;
import tallyflame.counts.span.RawCounts;

/** Numbers the calls that stood at ends of spans. Safe for use by many threads. */
final class CallTable {
    private final Map<StandingCall, Integer> numbers = new HashMap<>();
    private final List<StandingCall> calls = new ArrayList<>();

    private synchronized int number(StandingCall call) {
        return numbers.computeIfAbsent(call, key -> {
            calls.add(key);
            return calls.size() - 1;
        });
    }

    /** The counters and calls of a moment, or of a difference of two. */
    RawCounts raw(Moment moment) {
        int size = moment.pages() * Moment.PAGE;
        int[] numbersOf = new int[size];
        long[] values = new long[size];
        int[] n = new int[1];
        moment.visit((number, value) -> {
            numbersOf[n[0]] = number;
            values[n[0]++] = value;
        });
        int[] standing = new int[moment.calls().size()];
        long[] more = new long[standing.length];
        int i = 0;
        for (Map.Entry<StandingCall, Long> call : moment.calls().entrySet()) {
            standing[i] = number(call.getKey());
            more[i++] = call.getValue();
        }
        return new RawCounts(Arrays.copyOf(numbersOf, n[0]), Arrays.copyOf(values, n[0]), standing, more);
    }

    private synchronized List<StandingCall> calls() {
        return List.copyOf(calls);
    }

    /** Where they stood in these classes. */
    List<List<CallPlace>> places(List<CountedClass> classes) {
        Map<String, List<Integer>> byName = new HashMap<>();
        for (int c = 0; c < classes.size(); c++) {
            byName.computeIfAbsent(classes.get(c).name(), name -> new ArrayList<>())
                    .add(c);
        }
        List<List<CallPlace>> places = new ArrayList<>();
        for (StandingCall call : calls()) {
            List<Integer> types = byName.getOrDefault(call.type(), List.of());
            places.add(types.stream()
                    .map(type -> place(call, type, classes.get(type), types.size() > 1))
                    .toList());
        }
        return places;
    }

    private static CallPlace place(StandingCall call, int type, CountedClass counted, boolean severalOfTheName) {
        StandingCall.Stand stand = call.in(counted, severalOfTheName);
        if (stand.problem() != null) {
            return new CallPlace(type, call.methods(counted), CallPlace.UNKNOWN, stand.problem());
        }
        return stand.place() == null
                ? new CallPlace(type, List.of(), CallPlace.LEFT, "")
                : new CallPlace(
                        type, List.of(stand.place().method()), stand.place().segment(), "");
    }
}
