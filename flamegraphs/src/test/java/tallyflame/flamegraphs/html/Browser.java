package tallyflame.flamegraphs.html;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real Chromium without a window, which notes every console message and every request. */
public final class Browser implements AutoCloseable {
    private static final List<String> CHROMIUM =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts a browser; where there is none the test is skipped, with a message on standard error. */
    public static Browser start() {
        Optional<String> chromium = Stream.concat(Stream.ofNullable(System.getenv("CHROMIUM")), CHROMIUM.stream())
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst();
        boolean found = chromium.isPresent() && Files.isExecutable(DRIVER);
        if (!found) {
            System.err.println("SKIPPED: browser tests need Chromium and " + DRIVER
                    + "; on Debian: apt-get install chromium chromium-driver");
        }
        Assumptions.assumeTrue(found, "no Chromium with its driver on this machine");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.orElseThrow());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--force-prefers-reduced-motion",
                "--window-size=1400,900");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    /** Opens a page that has no script to say when it is ready. */
    public void openWithoutScript(Path page) {
        driver.get(page.toUri().toString());
    }

    /** Opens a page and waits until it has drawn its first picture or says what is wrong. */
    public void open(Path page, String fragment) throws IOException {
        driver.get("about:blank");
        driver.manage().logs().get(LogType.PERFORMANCE);
        driver.get(page.toRealPath().toUri() + (fragment.isEmpty() ? "" : "#" + fragment));
        waitUntil(
                "return document.documentElement.dataset.ready === 'true' || !!document.querySelector('[role=alert]')");
    }

    /** Opens any page; milliseconds from the start of loading to its first picture, or to the end of loading. */
    public double openAndTime(Path page) throws IOException {
        driver.manage().timeouts().pageLoadTimeout(Duration.ofMinutes(5));
        driver.get(page.toRealPath().toUri().toString());
        waitUntil(
                "return (!document.getElementById('stage')" + " || document.documentElement.dataset.ready === 'true')");
        return ((Number) script("const mark = performance.getEntriesByName('first-picture')[0];"
                        + "return mark ? mark.startTime : performance.getEntriesByType('navigation')[0].loadEventEnd"))
                .doubleValue();
    }

    /** Waits until a script's result is true: the browser looks again and again, for at most two minutes. */
    public void waitUntil(String script, Object... arguments) {
        driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(2));
        driver.executeAsyncScript(
                "const done = arguments[arguments.length - 1]; const test = () => { " + script + " };"
                        + "const look = () => test() ? done(true) : setTimeout(look, 10); look();",
                arguments);
    }

    public Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    public WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    public String text(String css) {
        return String.valueOf(script("return document.querySelector(arguments[0]).textContent", css));
    }

    public void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    public void focusStage() {
        script("document.getElementById('stage').focus()");
    }

    /** Clicks at a place of the graph, in pixels from the upper left corner of the window it is seen in. */
    public void clickGraph(int x, int y, boolean shift) {
        Actions actions = pointAt(x, y);
        (shift ? actions.keyDown(Keys.SHIFT).click().keyUp(Keys.SHIFT) : actions.click()).perform();
    }

    public void hoverGraph(int x, int y) {
        pointAt(x, y).perform();
    }

    private Actions pointAt(int x, int y) {
        WebElement stage = find("#stage");
        Dimension size = stage.getSize();
        return new Actions(driver).moveToElement(stage, x - size.getWidth() / 2, y - size.getHeight() / 2);
    }

    public Actions actions() {
        return new Actions(driver);
    }

    public void resize(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    /** Pretends that the window shows so many CSS pixels, each as large as a number of the screen's: 2 where a reader has zoomed to 200 %. */
    public void viewport(int width, int height, double scale) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", scale, "mobile", false));
    }

    /** What axe, which knows the rules of WCAG and more, has against the page as it is now: rule and elements, one a line. */
    public List<String> accessibilityProblems() throws IOException {
        try (InputStream axe = Browser.class.getResourceAsStream("/axe.min.js")) {
            script(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        }
        driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(2));
        return ((List<?>)
                        driver.executeAsyncScript(
                                "const done = arguments[arguments.length - 1];"
                                        + "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>"
                                        + " done(violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ')).join(', '))))"))
                .stream().map(String::valueOf).toList();
    }

    /** Pretends that the reader's system is dark or light. */
    public void prefersDark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Warnings and errors on the console since the last call. */
    public List<String> consoleProblems() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::toString)
                .toList();
    }

    /** Addresses that the page asked for since it was opened, other than itself and data of its own. */
    public List<String> requests() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("\"Network.requestWillBeSent\""))
                .map(message -> message.replaceAll("(?s).*\"documentURL\":\"[^\"]*\".*?\"url\":\"([^\"]*)\".*", "$1"))
                .filter(url -> !url.startsWith("file:") || !url.contains(".html"))
                .filter(url -> !url.startsWith("blob:") && !url.startsWith("data:"))
                .toList();
    }

    /** Keeps a picture of the page under target/screenshots. */
    public Path screenshot(String name) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        return Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
