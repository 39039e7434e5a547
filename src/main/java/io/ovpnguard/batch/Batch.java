package io.ovpnguard.batch;

import io.ovpnguard.batch.Lines.Line;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Answers a stream of rows on all processors, in order. Rows travel in small packs; when no more input waits, a pack goes
 * as it is, so that somebody who writes a row and waits for its answer gets it.
 */
public final class Batch {

    /** No config with its keys is longer; what is longer is no config. */
    private static final int LONGEST_ROW = 16 * 1024 * 1024;

    private static final int PACK_ROWS = 64;
    private static final int PACK_BYTES = 256 * 1024;

    private final Answerer answerer = new Answerer();
    private final Lines lines;
    private final OutputStream out;
    private final BlockingQueue<Optional<Future<Pack>>> inOrder;

    /**
     * Answers of neighbouring rows.
     *
     * @param isGood whether all of them could be read
     */
    private record Pack(byte[] answers, boolean isGood) {}

    private Batch(InputStream in, OutputStream out, int processors) {
        this.lines = new Lines(in, LONGEST_ROW);
        this.out = out;
        this.inOrder = new ArrayBlockingQueue<>(processors);
    }

    /**
     * {@return whether every row could be read}
     *
     * @throws IOException when reading or writing fails
     */
    public static boolean run(InputStream in, OutputStream out) throws IOException, InterruptedException {
        var processors = Runtime.getRuntime().availableProcessors();
        try (var workers = Executors.newFixedThreadPool(processors);
                var writer = Executors.newSingleThreadExecutor()) {
            try {
                return new Batch(in, out, processors).run(workers, writer);
            } finally {
                workers.shutdownNow();
                writer.shutdownNow();
            }
        }
    }

    private boolean run(ExecutorService workers, ExecutorService writer) throws IOException, InterruptedException {
        var written = writer.submit((Callable<Boolean>) this::write);
        for (var pack = pack(); !pack.isEmpty() && !written.isDone(); pack = pack()) {
            var rows = pack;
            put(Optional.of(workers.submit(() -> answer(rows))), written);
        }
        put(Optional.empty(), written);
        return result(written);
    }

    /** When writing has failed, nobody makes room any more. */
    private void put(Optional<Future<Pack>> pack, Future<?> written) throws InterruptedException {
        while (!inOrder.offer(pack, 100, TimeUnit.MILLISECONDS)) {
            if (written.isDone()) {
                return;
            }
        }
    }

    /** {@return the rows that are there; empty at the end} */
    private List<Line> pack() throws IOException {
        var rows = new ArrayList<Line>();
        var bytes = 0;
        while (rows.size() < PACK_ROWS && bytes < PACK_BYTES && (rows.isEmpty() || !lines.isDrained())) {
            var line = lines.next();
            if (line.isEmpty()) {
                return rows;
            }
            if (!isBlank(line.get().bytes())) {
                rows.add(line.get());
                bytes += line.get().bytes().length;
            }
        }
        return rows;
    }

    private static boolean isBlank(byte[] line) {
        for (var letter : line) {
            if (letter != ' ' && letter != '\t' && letter != '\r') {
                return false;
            }
        }
        return true;
    }

    private Pack answer(List<Line> rows) {
        var answers = new ByteArrayOutputStream();
        var isGood = true;
        for (var row : rows) {
            var answer = answerer.answer(row);
            answers.writeBytes(answer.line());
            answers.write('\n');
            isGood &= answer.isGood();
        }
        return new Pack(answers.toByteArray(), isGood);
    }

    private boolean write() throws IOException, InterruptedException {
        var isGood = true;
        for (var next = inOrder.take(); next.isPresent(); next = inOrder.take()) {
            var pack = result(next.get());
            out.write(pack.answers());
            out.flush();
            isGood &= pack.isGood();
        }
        return isGood;
    }

    private static <T> T result(Future<T> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case IOException broken -> throw broken;
                case RuntimeException broken -> throw broken;
                case Error broken -> throw broken;
                case null, default -> throw new IllegalStateException(failed.getCause());
            }
        }
    }
}
