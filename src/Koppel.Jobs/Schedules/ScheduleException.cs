namespace Koppel.Jobs.Schedules;

/// <summary>A schedule that is not understood.</summary>
/// <param name="message">What, why, what to write: sentences.</param>
public sealed class ScheduleException(string message) : Exception(message);
