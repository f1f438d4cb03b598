package tallyflame.recordings;

import java.util.List;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile.Sampling;
import tallyflame.flamegraphs.StackForest.StackConsumer;

/**
 * The samples of one kind of event, whose stacks went to consumers: what {@link tallyflame.flamegraphs.Profile} says of them, without
 * their tree.
 *
 * @param event what was sampled, as in a profile
 * @param unit unit of every weight
 * @param sampling what the events are of all that happened
 * @param ledger what became of every sample that was read
 * @param consumers one for each thread; each stack went to one of them
 * @param <C> the type of consumers
 */
public record StackStream<C extends StackConsumer>(
        String event, String unit, Sampling sampling, Ledger ledger, List<C> consumers) {
    public StackStream {
        consumers = List.copyOf(consumers);
    }
}
