package tallyflame.runner.record;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/** A program to be recorded: an HTTP server with clients that ask at the same time, which prints how often it answered. */
final class Serving {
    private static final int AT_A_TIME = 4;
    private static final LongAdder ANSWERS = new LongAdder();
    private static final LongAdder EVEN = new LongAdder();

    private Serving() {}

    /** How many requests each client sends. */
    public static void main(String[] arguments) throws Exception {
        int requests = Integer.parseInt(arguments[0]);
        ExecutorService threads = Executors.newFixedThreadPool(2 * AT_A_TIME);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", Serving::handle);
        server.setExecutor(threads);
        server.start();
        URI root = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        List<Callable<Void>> clients = new ArrayList<>();
        for (int client = 0; client < AT_A_TIME; client++) {
            clients.add(() -> ask(root, requests));
        }
        for (Future<Void> client : threads.invokeAll(clients)) {
            client.get();
        }
        server.stop(0);
        threads.shutdown();
        System.out.println(ANSWERS.sum() + " " + EVEN.sum());
    }

    private static Void ask(URI root, int requests) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        for (int i = 0; i < requests; i++) {
            client.send(HttpRequest.newBuilder(root.resolve("/" + i)).build(), HttpResponse.BodyHandlers.ofString());
        }
        return null;
    }

    private static void handle(HttpExchange exchange) throws IOException {
        byte[] answer = answer(
                        Integer.parseInt(exchange.getRequestURI().getPath().substring(1)))
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static String answer(int number) {
        ANSWERS.increment();
        if (number % 2 == 0) {
            return even(number);
        }
        return "odd";
    }

    private static String even(int number) {
        EVEN.increment();
        return number + " is even";
    }
}
