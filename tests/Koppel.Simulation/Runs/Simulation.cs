using System.Globalization;
using Koppel.Engine.Ledger;
using Koppel.Engine.Ledger.Sqlite;
using Koppel.Simulation.Account;
using Koppel.Simulation.Audit;
using Koppel.Simulation.Choices;
using Koppel.Simulation.Disk;
using Koppel.Simulation.Time;

namespace Koppel.Simulation.Runs;

/// <summary>One run: a case is made, its processes live and end one after the other, and the auditor looks at what came of it.</summary>
internal sealed class Simulation
{
    /// <summary>A load that has not come to its end by then, although nothing goes wrong any more, never will.</summary>
    const int MostProcesses = 9;

    readonly ChoiceSequence _choices;
    readonly Action<string>? _trace;
    readonly World _world;
    readonly AccountState _state;
    readonly AccountDoor _door;
    readonly Case _case;
    readonly SimulatedDisk _disk;
    readonly Auditor _auditor;
    int _touches;
    int _calls;
    Crash? _crash;
    Life? _life;

    public static long AllSteps;

    Simulation(ChoiceSequence choices, Action<string>? trace)
    {
        (_choices, _trace) = (choices, trace);
        _world = new World(count => _case!.IsShuffled ? choices.Next(count) : 0);
        _state = new AccountState(() => _world.Now);
        _case = new Case(choices, _state);
        _door = new AccountDoor(
            _world, new Api(_state, new Importer(_state, _world, _case.Weather)), _case.Weather, Trace) { Came = _ => Count(CrashAt.Call, ++_calls) };
        _disk = SimulatedDisk.Current = new SimulatedDisk(_world, StateFolder.Template) { Touched = () => Count(CrashAt.Write, ++_touches) };
        _auditor = new Auditor(_case, _state, _door.Received);
    }

    /// <summary>Makes a run.</summary>
    /// <param name="choices">Its choices.</param>
    /// <param name="trace">Is told step by step what happens; null for nobody.</param>
    public static Outcome Run(ChoiceSequence choices, Action<string>? trace = null)
    {
        Simulation? run = null;
        try
        {
            run = new Simulation(choices, trace);
            run.Run();
            AllSteps += run._world.Steps;
            return new Outcome(run._auditor.Findings, choices.Made, run._case.ToString());
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return new Outcome([new Finding("nothing fails by itself", fault.ToString())], choices.Made, run?._case.ToString() ?? "");
        }
    }

    void Run()
    {
        Trace($"{_case}");
        for (var others = _case.Others; others > 0; others--)
            _world.In(_case.Weather.Between(0, 25_000), null, () => Trace($"  somebody else {_case.Given.Disturb()}"));
        for (var number = 1; number <= MostProcesses; number++)
        {
            var status = Live(number);
            Trace($"process {number} ended: {status?.ToString() ?? "killed"}");
            if (status is Status.Completed or Status.CompletedWithRejects || IsAllRejected(status)) break;
            if (_auditor.Findings.Count > 0) return;
            Wait(_case.Weather.Between(0, 3_000));
        }
        Wait(TimeSpan.FromMinutes(2)); // What is under way at the account comes to its end.
        As(ledger =>
        {
            _auditor.Close(ledger);
            return true;
        });
    }

    /// <summary>A load of which no row was accepted is called failed, and nothing is left to do.</summary>
    bool IsAllRejected(Status? status)
    {
        if (status != Status.Failed) return false;
        var view = As(ledger => new LedgerView(ledger));
        return view.Statements is [{ IsPlanned: true, NotSent: 0 } only] && only.Rejected == only.Read;
    }

    /// <summary>Lets a process live; gives what the run is called then, or null when it was killed.</summary>
    Status? Live(int number)
    {
        var life = _life = new Life(_world, number);
        _crash = number <= _case.Crashes.Count ? _case.Crashes[number - 1] : null;
        if (number > _case.Crashes.Count + 1) _case.Weather.IsCalm = true;
        (_touches, _calls) = (0, 0);
        var process = new Process(life, _case, StateFolder.Path, _door.LineOf(life))
        {
            Opened = ledger => _auditor.LookAt(number, ledger),
        };
        var from = _world.Steps;
        var work = life.Start(process.RunAsync);
        _world.Run(() =>
        {
            if (life.IsAlive) Count(CrashAt.Step, _world.Steps - from);
            return work.IsCompleted || !life.IsAlive;
        });
        if (!life.IsAlive) return null;
        life.End();
        var status = work.GetAwaiter().GetResult();
        return status;
    }

    /// <summary>Ends the process that lives when its time has come; true when it did.</summary>
    bool Count(CrashAt at, int count)
    {
        if (_crash is not { } crash || crash.At != at || count != crash.Count || _life is not { IsAlive: true } life) return false;
        _crash = null;
        Trace($"{life}: {crash}");
        life.End();
        if (crash.IsPower) Trace(string.Create(CultureInfo.InvariantCulture, $"  {_disk.LosePower(_choices.Next)} writes of the disk are lost or torn"));
        return true;
    }

    void Wait(TimeSpan time)
    {
        var isOver = false;
        _world.In(time, null, () => isOver = true);
        _world.Run(() => isOver);
    }

    /// <summary>Looks at the ledger from outside.</summary>
    T As<T>(Func<SqliteLedger, T> look)
    {
        var life = new Life(_world, 0);
        var work = life.Start(() =>
        {
            using var ledger = SqliteLedger.Open(StateFolder.Path, life.Time);
            return Task.FromResult(look(ledger));
        });
        _world.Run(() => work.IsCompleted);
        return work.GetAwaiter().GetResult();
    }

    void Trace(string line) =>
        _trace?.Invoke(string.Create(CultureInfo.InvariantCulture, $"{TimeSpan.FromTicks(_world.Now).TotalSeconds,10:0.000}  {line}"));
}

/// <summary>What came of a run.</summary>
/// <param name="Findings">What must not be, and is; none when all is well.</param>
/// <param name="Choices">The choices that were made.</param>
/// <param name="Case">What was tried.</param>
internal sealed record Outcome(IReadOnlyList<Finding> Findings, IReadOnlyList<int> Choices, string Case);
