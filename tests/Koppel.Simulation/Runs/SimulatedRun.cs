using Koppel.Engine.Ledger;
using Koppel.Engine.Ledger.Sqlite;
using Koppel.Simulation.Account;
using Koppel.Simulation.Audit;
using Koppel.Simulation.Choices;
using Koppel.Simulation.Disk;
using Koppel.Simulation.RareStates;
using Koppel.Simulation.Safeguards;
using Koppel.Simulation.Time;

namespace Koppel.Simulation.Runs;

/// <summary>One run: a case is made, its processes live and end one after the other, and the auditor looks at what came of it.</summary>
internal sealed class SimulatedRun
{
    /// <summary>A load that has not come to its end by then, although nothing goes wrong any more, never will.</summary>
    const int MostProcesses = 16;

    readonly ChoiceSequence _choices;
    readonly Action<string>? _trace;
    readonly World _world;
    readonly AccountState _state;
    readonly AccountDoor _door;
    readonly Case _case;
    readonly SimulatedDisk _disk;
    readonly Auditor _auditor;
    readonly List<LivingProcess> _living = [];
    readonly List<EndedAt> _ends = [];
    readonly Safeguard? _without;
    readonly Facts _facts;
    readonly string? _sharedFolder;
    int _processes;
    int _open;
    bool _isOver;

    SimulatedRun(ChoiceSequence choices, Action<string>? trace, Safeguard? without)
    {
        (_choices, _trace, _without) = (choices, trace, without);
        _world = new World(count => _case!.IsShuffled ? choices.Next(count) : 0);
        _state = new AccountState(() => _world.Now);
        _case = new Case(choices, _state);
        var importer = new Importer(_state, _world, _case.Weather);
        _door = new AccountDoor(_world, new Api(_state, importer), _case.Weather, Trace)
        {
            Came = _ => Count(EndAt.Call), Ears = (without?.Hears, without?.Reads),
        };
        _disk = SimulatedDisk.Current = new SimulatedDisk(_world, StateFolder.Template)
        {
            Touched = () => Count(EndAt.Write), IsLying = without?.IsDiskLying == true,
        };
        _facts = new Facts
        {
            Case = _case, Received = _door.Received, Imports = importer.Imports, History = _state.History, Ends = _ends,
        };
        var rules = new CallRules(_case, _door.Received, importer.Imports, _ends);
        _auditor = new Auditor(_case, _state, _door.Received, rules, _facts.ClockSteps);
        _sharedFolder = _case.IsShared ? Directory.CreateTempSubdirectory("koppel-simulation-shared-").FullName : null;
    }

    /// <summary>Makes a run.</summary>
    /// <param name="choices">Its choices.</param>
    /// <param name="trace">Is told step by step what happens; null for nobody.</param>
    /// <param name="without">A safeguard that is taken out; null for none.</param>
    public static Outcome Run(ChoiceSequence choices, Action<string>? trace = null, Safeguard? without = null)
    {
        SimulatedRun? run = null;
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null); // Work goes on where it began: by its process's scheduler.
        try
        {
            run = new SimulatedRun(choices, trace, without);
            run.Run();
            return new Outcome(run._auditor.Findings, choices.Made, run._case.ToString()) { Facts = run._facts };
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return new Outcome([new Finding("nothing fails by itself", fault.ToString())], choices.Made, run?._case.ToString() ?? "");
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
            run?._living.ForEach(p => p.Release());
            if (run?._sharedFolder is { } folder) Directory.Delete(folder, recursive: true);
        }
    }

    void Run()
    {
        Trace($"{_case}");
        Happen(_case.Others, () => Trace($"  somebody else {_case.Given.Disturb()}"));
        Happen(_case.ClockSteps, SetClock);
        _open = _case.Company == Company.SecondLoad ? 2 : 1;
        Live("first", isRival: false);
        if (_case.Company == Company.SecondLoad) _world.In(_case.Weather.Between(0, 5_000), null, () => Live("second", isRival: false));
        if (_case.Company == Company.Rival) _world.In(_case.Weather.Between(500, 20_000), null, () => Live("first", isRival: true));
        _world.Run(() =>
        {
            Count(EndAt.Step);
            foreach (var process in _living.FindAll(p => p.Work.IsCompleted)) Ended(process);
            return _isOver;
        });
        Wait(TimeSpan.FromMinutes(2)); // What is under way at the account comes to its end.
        LookFromOutside(_auditor.Close);
        _facts.View = _auditor.Last;
    }

    void Happen(int times, Action action)
    {
        for (; times > 0; times--) _world.In(_case.Weather.Between(0, 25_000), null, action);
    }

    void SetClock()
    {
        var by = TimeSpan.FromSeconds(_choices.Between(-7_200, 7_200));
        Trace($"  the clock is set by {by}");
        _facts.ClockSteps.Add(_world.Now);
        _world.ClockOffset += by;
    }

    /// <summary>A process begins, to run a load or to go on with it.</summary>
    void Live(string job, bool isRival)
    {
        if (_isOver || (isRival && _open == 0)) return;
        var number = ++_processes;
        if (number > MostProcesses) throw new SimulationException($"Behind {MostProcesses} processes the load has not come to its end.");
        if (number > _case.Ends.Count + 2) _case.Weather.IsCalm = true;
        var life = new Life(_world, number);
        _facts.Begun.Add((_world.Now, number));
        var parts = new ProcessParts
        {
            StateFolder = isRival && _without?.HasOwnLocks == true ? StateFolder.Other : StateFolder.Path,
            SharedFolder = _sharedFolder,
            Line = _door.LineOf(life),
            Rows = number > 1 && _case.IsReordered ? [.. _case.Rows.Reverse()] : _case.Rows,
            Opened = ledger => number > 1 && _auditor.LookAt(number, ledger),
            Carried = carried =>
            {
                if (carried is not null) _facts.Carried++;
                return carried;
            },
        };
        var process = new Process(life, _case, job, _without?.Remove(parts) ?? parts);
        var end = number <= _case.Ends.Count ? _case.Ends[number - 1] : null;
        _living.Add(new LivingProcess(life, process, life.Start(process.RunAsync), job, isRival, end));
    }

    /// <summary>A process has ended, in whatever way.</summary>
    void Ended(LivingProcess process)
    {
        if (!_living.Remove(process)) return;
        Status? status = process.Life.IsAlive ? process.Work.GetAwaiter().GetResult() : null;
        process.Release();
        Trace($"{process.Life} ended: {status?.ToString() ?? "killed"}");
        if (status is { } called) _facts.Statuses.Add(called);
        if (process.IsRival) return;
        if (status is Status.Completed or Status.CompletedWithRejects || IsAllRejected(process.Job, status)) _isOver = --_open == 0;
        else
        {
            // Who was refused because another works on it comes again when that may be over.
            var wait = status == Status.Running ? _case.Weather.Between(20_000, 60_000) : _case.Weather.Between(0, 3_000);
            _world.In(wait, null, () => Live(process.Job, isRival: false));
        }
    }

    /// <summary>Ends the process whose time has come; true when it is the one that works.</summary>
    bool Count(EndAt at)
    {
        var isGone = false;
        foreach (var process in _living.ToList())
        {
            if (at != EndAt.Step && process.Life != _world.Current) continue;
            if (!process.Life.IsAlive || !process.IsDue(at)) continue;
            Trace($"{process.Life}: {process.End}");
            _ends.Add(new EndedAt(_world.Now, process.Life.Number, process.End!.How));
            switch (process.End.How)
            {
                case EndHow.Stop: process.Process.Stop(); break;
                case EndHow.CutOff: process.Process.CutOff(); break;
                case EndHow.Kill: Kill(process); break;
                default:
                    foreach (var other in _living.ToList()) Kill(other);
                    var lost = _disk.LosePower(_choices.Next);
                    if (at == EndAt.Write) _facts.Torn += lost;
                    Trace($"  {lost} writes of the disk are lost or torn");
                    break;
            }
            isGone |= !process.Life.IsAlive;
        }
        return isGone;
    }

    void Kill(LivingProcess process)
    {
        process.Life.End();
        _world.In(TimeSpan.Zero, null, () => Ended(process)); // Not in the middle of what it does.
    }

    /// <summary>A load of which no row was accepted is called failed, and nothing is left to do.</summary>
    bool IsAllRejected(string job, Status? status)
    {
        if (status != Status.Failed) return false;
        LedgerView? view = null;
        LookFromOutside(ledger => view = new LedgerView(ledger));
        return view!.Statements.Any(s => s is { IsPlanned: true, NotSent: 0, Status: "failed" } && s.Rejected == s.Read
            && view.Runs.Any(r => r.Run == s.Run && r.Job == job));
    }

    void Wait(TimeSpan time)
    {
        var isOver = false;
        _world.In(time, null, () => isOver = true);
        _world.Run(() => isOver);
    }

    void LookFromOutside(Action<SqliteLedger> look)
    {
        using var ledger = SqliteLedger.Open(StateFolder.Path, new Life(_world, 0).Time);
        look(ledger);
    }

    void Trace(string line) =>
        _trace?.Invoke(FormattableString.Invariant($"{TimeSpan.FromTicks(_world.Now).TotalSeconds,10:0.000}  {line}"));

    /// <summary>A process that lives.</summary>
    sealed record LivingProcess(Life Life, Process Process, Task<Status> Work, string Job, bool IsRival, End? End)
    {
        int _count;
        bool _isOver;

        /// <summary>It is gone, with all that it held.</summary>
        public void Release()
        {
            Life.End();
            Process.Release();
        }

        /// <summary>Counts on; true when its end has come.</summary>
        public bool IsDue(EndAt at)
        {
            if (End?.At != at || _isOver || ++_count < End.Count) return false;
            return _isOver = true;
        }
    }
}

/// <summary>What came of a run.</summary>
/// <param name="Findings">What must not be, and is; none when all is well.</param>
/// <param name="Choices">The choices that were made.</param>
/// <param name="Case">What was tried.</param>
internal sealed record Outcome(IReadOnlyList<Finding> Findings, IReadOnlyList<int> Choices, string Case)
{
    /// <summary>What happened; null when the run did not come to its end.</summary>
    public Facts? Facts { get; init; }
}
