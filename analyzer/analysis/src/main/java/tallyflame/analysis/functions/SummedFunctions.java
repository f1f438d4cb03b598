package tallyflame.analysis.functions;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.flamegraphs.FunctionTotals;
import tallyflame.flamegraphs.FunctionTotals.Function;
import tallyflame.flamegraphs.GroupTotals;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.ReadOptions;
import tallyflame.recordings.StackStream;

/** The functions of samples, summed while they are read: what {@link FunctionTable} and {@link OwnFunctions} say of a profile, without its tree. */
public final class SummedFunctions {
    private final StackStream<FunctionSums> stream;
    private final FunctionSums sums;

    private SummedFunctions(StackStream<FunctionSums> stream) {
        this.stream = stream;
        sums = stream.consumers().get(0);
        stream.consumers().stream().skip(1).forEach(sums::add);
    }

    /**
     * Reads samples.
     *
     * @param options choose one kind of event
     * @param owns tells whether a class, by its name with dots, is the user's own; asked by several threads
     * @throws IOException as {@link Evidence#samples} does
     */
    public static SummedFunctions read(Evidence evidence, ReadOptions options, Predicate<String> owns)
            throws IOException {
        return new SummedFunctions(evidence.stream(options, frames -> new FunctionSums(frames, owns)));
    }

    /** The functions that several threads have summed of the stacks of a profile. */
    static SummedFunctions of(Profile profile, List<FunctionSums> sums) {
        return new SummedFunctions(
                new StackStream<>(profile.event(), profile.unit(), profile.sampling(), profile.ledger(), sums));
    }

    /** The kind of event. */
    public String event() {
        return stream.event();
    }

    /** What became of every sample. */
    public Ledger ledger() {
        return stream.ledger();
    }

    /** All functions. */
    public FunctionTable all() {
        return table(sums.all());
    }

    /** The functions of the user's own code; empty if no stack has any. */
    public Optional<OwnFunctions> own() {
        FunctionTable table = table(sums.own());
        return table.functions().isEmpty()
                ? Optional.empty()
                : Optional.of(new OwnFunctions(OwnFunctions.names(sums.ownClasses()), table, sums.parts()));
    }

    private FunctionTable table(StampedSums of) {
        List<Function> functions = new ArrayList<>();
        of.read((name, total, samples, self, selfSamples, totalSquares, selfSquares) -> functions.add(new Function(
                name,
                self,
                total,
                selfSamples,
                samples,
                GroupTotals.rounded(selfSquares),
                GroupTotals.rounded(totalSquares))));
        return new FunctionTable(
                stream.event(),
                stream.unit(),
                sums.weight(),
                sums.samples(),
                GroupTotals.rounded(sums.squares()),
                stream.sampling(),
                FunctionTotals.sorted(functions),
                Optional.empty());
    }
}
