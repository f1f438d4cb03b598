import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Executors;
import tallyflame.annotations.Span;

/** The JDK's HTTP server, each request of which is a span, and a client that plants slow ones: the example of docs/explain.md. */
public final class HttpSpans {
    /** What makes requests spans. */
    static final class SpanFilter extends Filter {
        @Override
        public String description() {
            return "makes each request a span";
        }

        @Override
        public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
            try (Span span = Span.of("request").tag(exchange.getRequestURI().toString())) {
                chain.doFilter(exchange);
            }
        }
    }

    /** {@code /primes/LIMIT/NUMBER}: so many primes are below the limit; {@code /wait/…} waits for somebody else first. */
    static void answer(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        if (path[1].equals("wait")) {
            pause();
        }
        byte[] body = String.valueOf(primes(Integer.parseInt(path[2]))).getBytes();
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    static int primes(int limit) {
        int primes = 0;
        for (int n = 2; n < limit; n++) {
            int divisor = 2;
            while (divisor * divisor <= n && n % divisor != 0) {
                divisor++;
            }
            primes += divisor * divisor > n ? 1 : 0;
        }
        return primes;
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Argument: how many requests; in a hundred one waits, and one asks for much more. */
    public static void main(String[] arguments) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", HttpSpans::answer).getFilters().add(new SpanFilter());
        server.setExecutor(Executors.newFixedThreadPool(2));
        server.start();
        String address = "http://localhost:" + server.getAddress().getPort();
        HttpClient client = HttpClient.newHttpClient();
        for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
            String path = (i % 100 == 30 ? "/wait/" : "/primes/") + (i % 100 == 70 ? 700_000 : 100_000) + "/" + i;
            client.send(HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString());
        }
        System.exit(0);
    }
}
