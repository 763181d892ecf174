using Koppel.Jobs.Hosting;
using Koppel.Jobs.Runs;
using Koppel.Sdk.Connections;
using Koppel.Server.Wire;

namespace Koppel.Server.Runs;

/// <summary>The jobs of the folder, which run while the query tool is open; or why there are none.</summary>
internal sealed class JobDoor : IAsyncDisposable
{
    readonly JobHost? _host;
    readonly string _fault;

    JobDoor(JobHost? host, string fault) => (_host, _fault) = (host, fault);

    /// <summary>The jobs.</summary>
    /// <exception cref="ApiFault">There are none here.</exception>
    public JobHost Host => _host ?? throw new ApiFault(409, "no-jobs", _fault);

    /// <summary>Opens them.</summary>
    /// <param name="folder">The folder of their files.</param>
    /// <param name="stateFolder">Where their history is; null for nowhere: then there are no jobs.</param>
    /// <param name="around">What is done for their runs.</param>
    /// <param name="time">The clock.</param>
    public static JobDoor Open(string folder, string? stateFolder, JobSurroundings around, TimeProvider time)
    {
        if (stateFolder is null) return new JobDoor(null, "Without a state folder nothing is kept of jobs, so that none can be run.");
        try
        {
            return new JobDoor(JobHost.Open(new JobHostOptions
            {
                Folder = folder, StateFolder = stateFolder, Around = around, Time = time,
            }), "");
        }
        catch (ConnectorException fault)
        {
            return new JobDoor(null, fault.Message);
        }
    }

    /// <summary>Begins to run them by their schedules.</summary>
    public void Start() => _host?.Start();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;
}
