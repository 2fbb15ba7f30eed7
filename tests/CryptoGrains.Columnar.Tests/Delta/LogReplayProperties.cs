using System.Collections.Immutable;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Tests.Storage;
using FsCheck;
using FsCheck.Fluent;
using static CryptoGrains.Columnar.Tests.Delta.TableFixture;

namespace CryptoGrains.Columnar.Tests.Delta;

/// <summary>Any sequence of what can be done to a table, against a list of what each version must be.</summary>
public sealed class LogReplayProperties
{
    private static readonly TimeSpan Keep = TimeSpan.FromHours(10);

    [Fact]
    public void Every_version_is_what_was_committed_however_it_is_read() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => RunAsync(seed).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    private static async Task RunAsync(int seed)
    {
        var random = new Random(seed);
        var run = new Run(random);
        var steps = random.Next(5, 60);
        for (var i = 0; i < steps; i++)
            await run.StepAsync();
        await run.CheckAsync();
    }

    private sealed class Run(Random random)
    {
        private readonly TableFixture _fixture = new(new DeltaOptions { CheckpointEvery = random.Next(1, 8), KeepVersionsFor = Keep });
        private readonly List<(DateTimeOffset Time, ImmutableSortedSet<string> Files, ImmutableSortedDictionary<string, long> Positions)> _model = [];
        private readonly List<DeltaSnapshot> _seen = [];
        private DeltaSnapshot? _latest;
        private int _files;
        private bool _vacuumed;

        public async Task StepAsync()
        {
            _fixture.Clock.Advance(TimeSpan.FromMinutes(random.Next(0, 60)));
            switch (random.Next(12))
            {
                case 0 when _model.Count > 0:
                    await RestoreAsync();
                    break;
                case 1:
                    await VacuumAsync();
                    break;
                case 2:
                    _fixture.Store.Remove($"{Folder}/_delta_log/_last_checkpoint");
                    break;
                case 3:
                    Tear($"{Folder}/_delta_log/_last_checkpoint");
                    break;
                case 4 when !_vacuumed:
                    foreach (var name in _fixture.Store.Names.Where(name => name.EndsWith(".checkpoint.parquet", StringComparison.Ordinal) && random.Next(2) == 0))
                        Tear(name);
                    break;
                case 5 when !_vacuumed:
                    foreach (var name in _fixture.Store.Names.Where(name => name.EndsWith(".checkpoint.parquet", StringComparison.Ordinal) && random.Next(2) == 0))
                        _fixture.Store.Remove(name);
                    break;
                default:
                    await CommitAsync();
                    break;
            }
        }

        public async Task CheckAsync()
        {
            if (_model.Count == 0)
                return;

            var oldest = 0;
            for (var version = 0; version < _model.Count; version++)
            {
                var at = await _fixture.Reopen().AtAsync(version, Stop);
                if (at is null)
                {
                    Assert.True(_vacuumed && oldest == version, $"Version {version} is gone and should not be.");
                    oldest++;
                    continue;
                }

                AssertIs(version, at);
                Assert.Equal(version, (await _fixture.Table.AsOfAsync(at.Timestamp, Stop))!.Version);
            }

            // What was not replaced longer than versions are kept is there.
            Assert.True(oldest < _model.Count);
            Assert.True(oldest == 0 || _model[oldest].Time <= _fixture.Clock.Now - Keep);
            AssertIs(_model.Count - 1, (await _fixture.Reopen().LatestAsync(cancellationToken: Stop))!);
            foreach (var known in _seen)
                AssertIs(_model.Count - 1, (await _fixture.Reopen().LatestAsync(known, Stop))!);

            var changes = await _fixture.Table.ChangesAsync(oldest, _model.Count - 1, Stop).ToListAsync(Stop);
            var files = _model[oldest].Files;
            foreach (var change in changes)
            {
                files = files.Except(change.Removes.Select(one => one.Path)).Union(change.Adds.Select(file => file.Path));
                Assert.True(_model[(int)change.Version].Files.SetEquals(files));
            }
        }

        private void AssertIs(int version, DeltaSnapshot snapshot)
        {
            var (time, files, positions) = _model[version];
            Assert.Equal((version, time), (snapshot.Version, snapshot.Timestamp));
            Assert.Equal(files.ToArray(), snapshot.Files.Keys.ToArray());
            Assert.Equal(positions, snapshot.Transactions);
            Assert.All(snapshot.Files.Values, file => Assert.Equal(SymbolOf(file.Path), file.PartitionValues["symbol"]));
            Assert.All(snapshot.Files.Keys, path => Assert.NotNull(_fixture.Store.Get($"{Folder}/{path}")));
        }

        private async Task CommitAsync()
        {
            var read = _model.Count == 0 ? null : await _fixture.Reopen().LatestAsync(random.Next(2) == 0 ? _latest : null, Stop);
            var files = read is null ? ImmutableSortedSet<string>.Empty : [.. read.Files.Keys];
            var adds = Enumerable.Range(0, random.Next(0, 4)).Select(_ => $"symbol=A%3A{_files}/{_files++} ü.parquet").ToArray();
            var removes = files.Where(_ => random.Next(4) == 0).ToArray();
            var positions = Enumerable.Range(0, 3).Where(_ => random.Next(3) == 0).Select(i => ($"log:{i}", (long)random.Next(1_000))).ToArray();
            foreach (var path in adds)
                _fixture.Store.Put($"{Folder}/{path}", "rows"u8.ToArray());

            var commit = new DeltaCommit("WRITE")
            {
                Metadata = read is null ? Metadata : null,
                Adds = [.. adds.Select(path => File(path, SymbolOf(path)))],
                Removes = [.. removes],
                Transactions = DeltaTableTests.Map(positions),
            };
            FailSometimes();
            var committed = await _fixture.Reopen().TryCommitAsync(read, commit, Stop);
            _fixture.Store.Faults = null;
            Add(committed!, files.Except(removes).Union(adds), (read?.Transactions ?? commit.Transactions).SetItems(commit.Transactions));
        }

        private async Task RestoreAsync()
        {
            var version = random.Next(_model.Count);
            if (await _fixture.Table.AtAsync(version, Stop) is null)
                return;
            Add(await _fixture.Table.RestoreAsync(version, Stop), _model[version].Files, _model[version].Positions);
        }

        private async Task VacuumAsync()
        {
            var log = $"{Folder}/_delta_log/";
            var entries = _fixture.Store.Names.Count(name => name.StartsWith(log, StringComparison.Ordinal));
            await _fixture.Reopen().VacuumAsync(Stop);
            _vacuumed |= _fixture.Store.Names.Count(name => name.StartsWith(log, StringComparison.Ordinal)) < entries
                || _fixture.Store.Get(EntryName(0)) is null;
        }

        private void Add(DeltaSnapshot committed, ImmutableSortedSet<string> files, ImmutableSortedDictionary<string, long> positions)
        {
            Assert.Equal(_model.Count, committed.Version);
            _model.Add((committed.Timestamp, files, positions));
            AssertIs(_model.Count - 1, committed);
            _latest = committed;
            if (random.Next(4) == 0)
                _seen.Add(committed);
        }

        private void FailSometimes()
        {
            var fault = (StoreFault)random.Next(3);
            var failed = random.Next(2) == 0;
            _fixture.Store.Faults = call =>
            {
                if (failed || call.Operation != StoreOperation.Create)
                    return StoreFault.None;
                failed = true;
                return fault;
            };
        }

        private void Tear(string name)
        {
            if (_fixture.Store.Get(name) is { } content)
                _fixture.Store.Put(name, content[..random.Next(content.Length)]);
        }

        private static string? SymbolOf(string path) => path.Split('/')[0].Length % 2 == 0 ? "BINANCE:BTCUSDT" : null;
    }
}
