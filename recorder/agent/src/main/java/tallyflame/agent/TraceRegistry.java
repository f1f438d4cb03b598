package tallyflame.agent;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tallyflame.agent.boot.Timers;
import tallyflame.agent.instrument.TraceInstrumenter.Numbers;
import tallyflame.agent.instrument.TraceInstrumenter.TracedClass;
import tallyflame.counts.Uncounted;

/** The traced classes with the numbers of their methods and lines, and what is not traced. Safe for use by many threads. */
final class TraceRegistry {
    /** A traced class, and who loaded it. */
    record Entry(TracedClass type, Numbers numbers, WeakReference<ClassLoader> loader) {}

    private final List<Entry> entries = new ArrayList<>();
    private final Set<Uncounted> refused = new LinkedHashSet<>();
    private int nextMethod = Timers.RESERVED;
    private int nextLine = Timers.RESERVED;

    /** The numbers that a class has already (it is transformed again), or the next free ones. */
    synchronized Numbers numbers(ClassLoader loader, TracedClass type) {
        for (Entry entry : entries) {
            if (entry.type().equals(type) && entry.loader().refersTo(loader)) return entry.numbers();
        }
        Numbers numbers = new Numbers(nextMethod, nextLine);
        nextMethod += type.methods().size();
        nextLine += type.lines();
        entries.add(new Entry(type, numbers, new WeakReference<>(loader)));
        return numbers;
    }

    synchronized void refuse(List<Uncounted> what) {
        refused.addAll(what);
    }

    synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    synchronized List<Uncounted> refused() {
        return List.copyOf(refused);
    }
}
