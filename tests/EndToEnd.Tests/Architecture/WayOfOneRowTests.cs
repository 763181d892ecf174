using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using Koppel.Connectors;
using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Engine.Statements;
using Koppel.Sdk.Watching;
using Microsoft.Extensions.Logging;

namespace Koppel.EndToEnd.Tests.Architecture;

/// <summary>The page on architecture tells the way of one row of a load, type by type, and the code goes it.</summary>
public sealed partial class WayOfOneRowTests
{
    const int MostTypes = 35, MostForms = 8;

    static readonly string[] Assemblies = ["Koppel.Sdk", "Koppel.Engine", "Koppel.Connectors"];

    /// <summary>The code through which a row goes when it is loaded.</summary>
    static readonly string[] Rooms =
    [
        "Koppel.Engine.Loading", "Koppel.Sdk.Loading", "Koppel.Sdk.Rest.Load", "Koppel.Connectors.ActiveCampaign.Loads",
        "Koppel.Connectors.ActiveCampaign.Calls", "Koppel.Connectors.ActiveCampaign.Combined",
    ];

    [Fact]
    public void Each_type_on_the_way_exists_and_there_are_few_of_them_and_of_forms()
    {
        var known = Assemblies.SelectMany(a => Assembly.Load(a).GetTypes()).Select(NameOf).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(Types, t => !known.Contains(t));
        Assert.InRange(Types.Count, 20, MostTypes);
        Assert.InRange(Forms, 4, MostForms);
    }

    [Fact]
    public async Task Each_type_of_the_loading_code_that_is_met_on_the_way_is_named()
    {
        var met = new Watch();
        // Other tests of this process load too: only what belongs to this one is looked at.
        using var here = new Activity(nameof(WayOfOneRowTests)).Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Telemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = Look,
            ActivityStopped = Look,
        };
        ActivitySource.AddActivityListener(listener);
        await using var sandbox = await Sandbox.StartAsync(40, timeScale: 1_000);
        var read = ConfigurationReader.Read(new ConfigurationSource
        {
            Connectors = All.Connectors, WorkingFolder = sandbox.Folder, Connect = [sandbox.Connect],
        });
        await using (var session = Session.Open(new EngineOptions
        {
            Connectors = All.Connectors, Connections = read.Connections, BaseFolder = sandbox.Folder, StateFolder = sandbox.Folder,
            Log = met,
        }))
        {
            var result = await session.ExecuteAsync("""
                create or replace table pairs@inmemorystorage as select email, 'Test' tag from contacts@ac;
                insert into ContactTagsByContactId@ac (contact, tag)
                select ctt.id, tag.id from pairs@inmemorystorage p
                join contacts@ac ctt on ctt.email = p.email join tags@ac tag on tag.tag = p.tag
                """).LastAsync(TestContext.Current.CancellationToken);
            Assert.True(Assert.IsType<LoadResult>(result).Report.Outcome.Changed > 0);
        }
        Assert.True(met.Types.Count > 5, string.Join(", ", met.Types.Keys));
        Assert.Equal("", string.Join(", ", met.Types.Keys.Except(Types).Order()));

        void Look(Activity span)
        {
            if (span.TraceId == here.TraceId) met.Look();
        }
    }

    /// <summary>The types that the page names between the heading of the way and the next, in code marks.</summary>
    static IReadOnlyList<string> Types => [.. Code().Matches(Way).Select(m => m.Groups["name"].Value).Distinct()];

    /// <summary>The forms that a row takes: the lines of the table.</summary>
    static int Forms => Form().Count(Way);

    static string Way
    {
        get
        {
            var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"));
            var from = page.IndexOf("## The way of one row", StringComparison.Ordinal);
            return page[from..page.IndexOf("\n## ", from + 3, StringComparison.Ordinal)];
        }
    }

    static string NameOf(Type type) => type.Name.Split('`')[0];

    [GeneratedRegex(@"`(?<name>[A-Z][A-Za-z]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"(?m)^\| \d")]
    private static partial Regex Form();

    /// <summary>Looks who is at work whenever something is logged, or a span begins or ends.</summary>
    sealed class Watch : ILogger
    {
        public ConcurrentDictionary<string, bool> Types { get; } = new(StringComparer.Ordinal);

        public void Look()
        {
            // Whoever has just ended, and let the one go on who waited for it, stands on the stack too, below this.
            foreach (var frame in new StackTrace().GetFrames().TakeWhile(f => f.GetMethod()?.Name != "RunContinuations"))
            {
                var type = frame.GetMethod()?.DeclaringType;
                while (type?.DeclaringType is { } outer) type = outer;
                if (type?.Namespace is { } room && Rooms.Any(r => room == r || room.StartsWith(r + ".", StringComparison.Ordinal)))
                    Types.TryAdd(NameOf(type), true);
            }
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Look();
    }
}
