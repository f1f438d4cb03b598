package tallyflame.analysis.headline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tallyflame.analysis.functions.FunctionTable;
import tallyflame.analysis.functions.OwnFunctions;
import tallyflame.analysis.functions.Part;
import tallyflame.analysis.functions.Parts;
import tallyflame.counts.code.MethodId;
import tallyflame.flamegraphs.FunctionTotals.Function;
import tallyflame.flamegraphs.Quantity;
import tallyflame.runs.Interval;

/** Says where the weight goes. */
final class Costs {
    /** From this share on a part of the JVM, or the kernel, matters. */
    private static final double MATTERS = 0.1;

    /** A function with a smaller share, at the lower end of its interval, is not worth a word. */
    private static final double WORTH_SAYING = 0.005;

    /** The costliest, and the next if it may as well be the costliest. */
    private static final int MOST = 2;

    private static final List<Part> MACHINE = List.of(Part.JIT, Part.GC, Part.KERNEL, Part.JVM);

    private final FunctionTable all;
    private final Optional<OwnFunctions> own;

    Costs(OwnFunctions.WithAll functions) {
        all = functions.all();
        own = functions.own();
    }

    /** Whether code of the JVM or of the kernel was sampled, as by profilers that see all threads. */
    boolean seesMachine() {
        return own.filter(code -> MACHINE.stream().anyMatch(part -> code.parts().share(part) > 0))
                .isPresent();
    }

    /** What JIT, GC and kernel take, where that matters. */
    Optional<Clause> machine() {
        if (own.isEmpty()) {
            return Optional.empty();
        }
        Parts parts = own.get().parts();
        List<String> large = Stream.of(Part.JIT, Part.GC, Part.KERNEL)
                .filter(part -> parts.share(part) >= MATTERS)
                .sorted((a, b) -> Double.compare(parts.share(b), parts.share(a)))
                .map(part -> Quantity.percent(parts.share(part)) + " in " + part.words())
                .toList();
        return large.isEmpty()
                ? Optional.empty()
                : Optional.of(new Clause(Clause.Kind.MACHINE, String.join(", ", large), "report-own"));
    }

    /** The function that costs most, of the user's own code if that is told apart. */
    Optional<Clause> costliest() {
        FunctionTable table = own.map(OwnFunctions::table).orElse(all);
        List<String> names = new ArrayList<>();
        double least = WORTH_SAYING;
        for (Function function : table.top(MOST).functions()) {
            Interval share = table.selfShare(function);
            boolean known = !Double.isNaN(share.low());
            if ((known ? share.high() : share.value()) < least || (known && share.low() < WORTH_SAYING)) {
                break;
            }
            names.add(shortName(function.name()) + " " + words(share));
            // Without an interval the order is known.
            least = known ? share.low() : Double.POSITIVE_INFINITY;
        }
        if (names.isEmpty()) {
            return Optional.empty();
        }
        String text = (own.isPresent() ? "of your code, " : "costliest: ") + String.join(" or ", names);
        return Optional.of(
                new Clause(Clause.Kind.COSTLIEST, text, own.isPresent() ? "report-own" : "report-functions"));
    }

    private static String words(Interval share) {
        return Double.isNaN(share.low())
                ? Quantity.percent(share.value())
                : Quantity.percent(share.value()) + " ± " + Quantity.inPercent((share.high() - share.low()) / 2);
    }

    /** The class without its package, and the method; symbols of other languages as they are. */
    private static String shortName(String name) {
        MethodId function = MethodId.parse(name);
        String owner = function.className();
        return owner.isEmpty() || owner.contains(" ") || owner.contains("(")
                ? name
                : owner.substring(owner.lastIndexOf('.') + 1) + "." + function.name();
    }
}
