namespace Nonolive.Pipeline.Jobs;

/// <summary>Sorts jobs into groups, each of which needs only the groups before it.</summary>
internal static class JobOrder
{
    public static IReadOnlyList<IReadOnlyList<Job>> Groups(IReadOnlyList<Job> jobs, IReadOnlyDictionary<string, string> locations)
    {
        var byName = jobs.ToDictionary(job => job.Name);
        foreach (var job in jobs)
        {
            foreach (var dependency in job.After.Where(name => !byName.ContainsKey(name)))
                throw JobErrors.UnknownDependency(locations[job.Name], job.Name, dependency, byName.Keys);
        }
        var levels = new Dictionary<string, int>();
        foreach (var job in jobs)
            Level(job, byName, levels, [], locations);
        return [.. jobs.GroupBy(job => levels[job.Name]).OrderBy(group => group.Key).Select(group => group.ToList())];
    }

    // The length of the longest way to a job that waits for none.
    private static int Level(
        Job job, Dictionary<string, Job> byName, Dictionary<string, int> levels, List<string> way, IReadOnlyDictionary<string, string> locations)
    {
        if (levels.TryGetValue(job.Name, out var known))
            return known;
        var start = way.IndexOf(job.Name);
        way.Add(job.Name);
        if (start >= 0)
            throw JobErrors.Cycle(locations[job.Name], way[start..]);
        var level = job.After.Select(name => Level(byName[name], byName, levels, way, locations) + 1).DefaultIfEmpty(0).Max();
        way.RemoveAt(way.Count - 1);
        return levels[job.Name] = level;
    }
}
