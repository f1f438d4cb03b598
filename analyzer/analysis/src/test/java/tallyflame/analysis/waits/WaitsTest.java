package tallyflame.analysis.waits;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.analysis.table.Format;
import tallyflame.flamegraphs.Quantity;
import tallyflame.recordings.EventReader;

/** Two threads wait for a monitor that a third one holds; sums are held against the JDK's own reader. */
class WaitsTest {
    private static final String ENTER = "jdk.JavaMonitorEnter";
    private static final int WIDE = 400;

    @TempDir
    private static Path folder;

    private static final Locks LOCKS = new Locks();
    private static final ThreadTimes THREADS = new ThreadTimes();
    private static List<RecordedEvent> waits;

    private static final class Till {}

    @BeforeAll
    static void record() throws Exception {
        Path file = folder.resolve("waits.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(ENTER).withThreshold(Duration.ZERO);
            recording.start();
            contend();
            recording.dump(file);
        }
        EventReader.of(file).read(chunk -> {
            LOCKS.listen(chunk);
            THREADS.listen(chunk);
            return chunk;
        });
        try (RecordingFile events = new RecordingFile(file)) {
            waits = Stream.generate(() -> next(events))
                    .takeWhile(Optional::isPresent)
                    .flatMap(Optional::stream)
                    .filter(event -> event.getEventType().getName().equals(ENTER))
                    .filter(event -> event.getClass("monitorClass").getName().equals(Till.class.getName()))
                    .toList();
        }
    }

    private static Optional<RecordedEvent> next(RecordingFile events) {
        try {
            return events.hasMoreEvents() ? Optional.of(events.readEvent()) : Optional.empty();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void contend() throws InterruptedException {
        Till till = new Till();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Thread holder = new Thread(() -> hold(till, held, release), "cashier");
        holder.start();
        held.await();
        Thread[] customers = new Thread[2];
        for (int i = 0; i < customers.length; i++) {
            customers[i] = new Thread(() -> hold(till, held, release), "customer-" + (i + 1));
            customers[i].start();
            while (customers[i].getState() != Thread.State.BLOCKED) {
                Thread.onSpinWait();
            }
        }
        release.countDown();
        holder.join();
        for (Thread customer : customers) {
            customer.join();
        }
    }

    private static void hold(Till till, CountDownLatch held, CountDownLatch release) {
        synchronized (till) {
            held.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void theLockIsNamedWithItsOwnerAndItsWaiters() {
        String answer = LOCKS.answer(10).orElseThrow().write(Format.TABLE, WIDE);
        long total =
                waits.stream().mapToLong(wait -> wait.getDuration().toNanos()).sum();
        assertThat(waits).hasSize(2);
        assertThat(answer)
                .contains(Till.class.getName() + ": " + Quantity.of(total, "ns") + " in 2 waits, held by cashier ");
        String address = "0x" + Long.toHexString(waits.get(0).getLong("address"));
        assertThat(answer.lines().filter(line -> line.contains(address)))
                .singleElement()
                .asString()
                .containsPattern(" 2 +" + Quantity.of(longest(), "ns") + " +2 ")
                .contains("customer-1", "customer-2");
    }

    private static long longest() {
        return waits.stream()
                .mapToLong(wait -> wait.getDuration().toNanos())
                .max()
                .orElseThrow();
    }

    @Test
    void threadsOfAPoolWaitTogether() {
        String answer = THREADS.answer(Optional.empty(), 100).orElseThrow().write(Format.TABLE, WIDE);
        assertThat(answer).startsWith("CPU time of threads was not sampled. Waiting, all threads together: lock ");
        assertThat(answer.lines().filter(line -> line.contains("customer-#")))
                .singleElement()
                .asString()
                .containsPattern(" 2 +customer-#");
    }

    @Test
    void nothingIsSaidWhereNobodyWaited() {
        assertThat(new Locks().answer(10)).isEmpty();
        assertThat(new ThreadTimes().answer(Optional.empty(), 10)).isEmpty();
    }
}
