package tallyflame.cli.read;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.Semaphore;
import tallyflame.annotations.Span;

/**
 * A program whose slow spans have causes that are known. Each kind of span has its name; one of fifty does, at random, what its
 * name says, and all turn a loop about equally often. Each line that is printed is of such a span: its name, what it did beyond the
 * others, how long that took by the clock and in CPU time, in nanoseconds, and its tag.
 *
 * <p>Arguments: a seed, spans of each kind, turns of the loop, milliseconds of a wait, how many times more a slow loop turns, then the
 * kinds: {@code loop lock sleep socket collect both none}.
 */
@SuppressWarnings("try") // spans are only to be closed
final class PlantedSpans {
    private static final int EACH = 50;
    private static final Semaphore ORDERED = new Semaphore(0);
    private static final Semaphore HELD = new Semaphore(0);
    private static final Object LOCK = new Object();
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static long sink;
    private static Object[] live;

    private final long seed;
    private final Random random;
    private final int turns;
    private final long millis;
    private final int factor;
    private final Socket socket;

    private PlantedSpans(long seed, int turns, long millis, int factor, Socket socket) {
        this.seed = seed;
        random = new Random(seed);
        this.turns = turns;
        this.millis = millis;
        this.factor = factor;
        this.socket = socket;
    }

    public static void main(String[] arguments) throws Exception {
        long millis = Long.parseLong(arguments[3]);
        daemon(() -> hold(millis));
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            daemon(() -> answer(server, millis));
            try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
                PlantedSpans program = new PlantedSpans(
                        Long.parseLong(arguments[0]),
                        Integer.parseInt(arguments[2]),
                        millis,
                        Integer.parseInt(arguments[4]),
                        socket);
                program.warmUp();
                for (int kind = 5; kind < arguments.length; kind++) {
                    program.spans(arguments[kind], Integer.parseInt(arguments[1]));
                }
            }
        }
    }

    private interface Task {
        void run() throws Exception;
    }

    private static void daemon(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (Exception e) {
                return; // the program has ended
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void hold(long millis) throws InterruptedException {
        while (true) {
            ORDERED.acquire();
            synchronized (LOCK) {
                HELD.release();
                Thread.sleep(millis);
            }
        }
    }

    private static void answer(ServerSocket server, long millis) throws IOException, InterruptedException {
        try (Socket socket = server.accept()) {
            while (socket.getInputStream().read() >= 0) {
                Thread.sleep(millis);
                socket.getOutputStream().write(1);
            }
        }
    }

    private void warmUp() {
        long end = System.nanoTime() + 1_000_000_000L;
        while (System.nanoTime() < end) {
            loop(turns);
            THREADS.getCurrentThreadCpuTime();
        }
    }

    private void spans(String name, int spans) throws Exception {
        for (int i = 0; i < spans; i++) {
            String does =
                    i % EACH != EACH / 2 ? "none" : name.equals("both") ? i / EACH % 2 == 0 ? "loop" : "lock" : name;
            int normal = turns + random.nextInt(turns / 20);
            if (does.equals("lock")) {
                ORDERED.release();
                HELD.acquire();
            }
            long wall = 0;
            long cpu = 0;
            String tag = name + i + "-" + seed;
            try (Span span = Span.of(name).tag(tag)) {
                loop(normal);
                if (!does.equals("none")) {
                    wall = System.nanoTime();
                    cpu = THREADS.getCurrentThreadCpuTime();
                    plant(does, normal);
                    cpu = THREADS.getCurrentThreadCpuTime() - cpu;
                    wall = System.nanoTime() - wall;
                }
            }
            if (!does.equals("none")) {
                System.out.println(name + " " + does + " " + wall + " " + cpu + " " + tag);
            }
        }
    }

    private void plant(String what, int normal) throws Exception {
        switch (what) {
            case "loop" -> loop((factor - 1) * normal);
            case "lock" -> {
                synchronized (LOCK) {
                    sink++;
                }
            }
            case "sleep" -> Thread.sleep(millis);
            case "socket" -> {
                socket.getOutputStream().write(1);
                sink += socket.getInputStream().read();
            }
            case "collect" -> collect();
            default -> throw new IllegalArgumentException(what);
        }
    }

    /** The loop that all spans turn, and slow ones more often. */
    private static void loop(int turns) {
        long j = turns;
        long x = sink;
        while (j > 0) {
            x = x * 6364136223846793005L + 1442695040888963407L;
            j--;
        }
        sink = x;
    }

    /** Allocates until the collector has run; it has many objects to copy. */
    private static void collect() {
        long before = collections();
        live = new Object[200_000];
        int next = 0;
        while (collections() == before) {
            for (int i = 0; i < 1000; i++) {
                live[next++ % live.length] = new long[4];
            }
        }
    }

    private static long collections() {
        long sum = 0;
        for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
            sum += bean.getCollectionCount();
        }
        return sum;
    }
}
