package programs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntUnaryOperator;
import tallyflame.annotations.Difference;
import tallyflame.annotations.Mark;

/** Marks what it does itself; each difference goes into a file of its own. */
public class Marking {
    static volatile long sink;
    static Path folder;
    static Mark open;

    public static void main(String[] args) throws Exception {
        folder = Path.of(args[0]);
        switch (args[1]) {
            case "loop" -> loop();
            case "across" -> across();
            case "recursion" -> recursion();
            case "others" -> others();
            case "all" -> all();
            case "busy" -> busy();
            case "ambiguous" -> ambiguous();
            case "exception" -> exception();
            case "references" -> references();
            case "refused" -> refused();
            case "more" -> more();
            case "many" -> many();
            case "made" -> made();
            default -> throw new IllegalArgumentException(args[1]);
        }
    }

    static void write(String name, Difference difference) throws Exception {
        Files.write(folder.resolve(name), difference.countFile());
    }

    /** One mark is open in each turn but the first; the second and the third are written. */
    static void loop() throws Exception {
        Mark mark = null;
        for (int i = 0; i < 5; i++) { // header
            if (mark != null) { // test
                write("loop-" + i, mark.end()); // end
            }
            mark = Mark.begin(); // begin
            for (int j = 0; j < i; j++) { // inner header
                work(j); // body
            }
        }
    }

    static Object kept;

    /** What is made before the mark is not in it. */
    static void made() throws Exception {
        kept = new Object[5]; // before
        Mark mark = Mark.begin();
        for (int i = 0; i < 3; i++) {
            kept = new long[i]; // made
            kept = new StringBuilder(); // built
        }
        write("made", mark.end());
    }

    static void work(int i) {
        if (i % 2 == 0) { // worked
            sink++; // even
        } else {
            sink--; // odd
        }
    }

    /** Begins in a method that returns, ends in one that was not there. */
    static void across() throws Exception {
        work(0);
        starts(); // called
        work(1); // between
        ends();
        work(2);
    }

    static void starts() {
        work(3);
        open = Mark.begin();
        work(4); // after begin
    }

    static void ends() throws Exception {
        work(5); // before end
        Difference difference = open.end();
        work(6);
        write("across", difference);
    }

    static void recursion() throws Exception {
        down(6);
    }

    static void down(int n) throws Exception {
        if (n == 4) { // depth
            open = Mark.begin();
        }
        if (n == 0) { // bottom
            write("recursion", open.end());
            return; // returns
        }
        down(n - 1); // deeper
        work(n);
    }

    static void others() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        Thread other = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                work(1);
                started.countDown();
            }
        });
        other.start();
        started.await();
        Mark outer = Mark.begin();
        work(0); // both
        Mark inner = Mark.begin();
        work(0); // inner mark
        Difference both = inner.end();
        write("inner", both);
        write("outer", outer.end());
        both.add(outer.end());
        write("sum", both);
        other.interrupt();
        other.join();
    }

    static void all() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(3);
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        pool.execute(() -> {
            waiting.countDown();
            try {
                never.await(); // blocked
            } catch (InterruptedException e) {
                sink++; // interrupted
            }
        });
        waiting.await();
        Mark mark = Mark.beginAllThreads();
        for (int i = 0; i < 10; i++) {
            pool.submit(() -> work(0)).get(); // submits
        }
        write("all", mark.end());
        pool.shutdownNow();
    }

    /** A thread that happens to have no core during a look stands still, and is rightly taken: it is asked again. */
    static void busy() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        Thread other = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                work(1);
                started.countDown();
            }
        });
        other.start();
        started.await();
        String refusal = null;
        while (refusal == null) {
            try {
                Mark.beginAllThreads();
            } catch (IllegalStateException e) {
                refusal = e.getMessage();
            }
        }
        System.out.println(refusal);
        other.interrupt();
        other.join();
    }

    static void ambiguous() throws Exception {
        Difference difference = finallyEnds(3);
        write("ambiguous", difference);
    }

    static Difference finallyEnds(int n) {
        Mark mark = Mark.begin();
        Difference result = null;
        try {
            work(n);
            if (n > 100) return null;
        } finally {
            result = mark.end();
        }
        return result;
    }

    static void exception() throws Exception {
        Mark mark = Mark.begin();
        for (int i = 0; i < 4; i++) {
            try {
                throwing(i); // tried
            } catch (IllegalStateException e) {
                open = Mark.begin();
                sink++; // caught
            }
        }
        write("exception", mark.end());
        write("caught", open.end());
    }

    static void throwing(int i) {
        if (i % 2 == 1) { // asked
            throw new IllegalStateException(); // thrown
        }
        sink++; // not thrown
    }

    /** The frame below says {@code marked}, which this line calls only by a reference, at its second half. */
    static void references() throws Exception {
        IntUnaryOperator operator = Marking::marked;
        int i = marked(1) > 0 ? operator.applyAsInt(2) : 7; // either
        write("references", open.end());
        sink += i;
    }

    static int marked(int i) {
        if (i == 2) open = Mark.begin();
        return i;
    }

    static void refused() throws Exception {
        Mark[] mark = new Mark[1];
        try {
            mark[0] = Mark.begin();
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
            return;
        }
        Thread other = new Thread(() -> {
            try {
                mark[0].end();
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage());
            }
        });
        other.setName("stranger");
        other.start();
        other.join();
    }

    static void more() throws Exception {
        Mark.count("programs.Marking");
        work(0);
        fresh();
    }

    static void fresh() throws Exception {
        Mark mark = Mark.begin();
        work(2); // more
        write("more", mark.end());
    }

    static void many() throws Exception {
        Difference sum = null;
        Mark whole = Mark.begin();
        for (int i = 0; i < 1000; i++) {
            Mark mark = Mark.begin();
            work(i); // thousand
            Difference one = mark.end();
            if (sum == null) {
                sum = one;
            } else {
                sum.add(one);
            }
        }
        write("many", sum);
        write("whole", whole.end());
    }
}
