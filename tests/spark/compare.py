"""The Parquet export in Spark's local mode: the answers of tests/export/questions.py.

`tests/spark/run` calls it in an environment of its own: python compare.py FOLDER NEGCLI, with the
folder of an export and the command that wrote it. It prints each question, and exits with 1 if an
answer differs.
"""

import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from pyspark.sql import SparkSession

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "export"))

import questions


class _Result(NamedTuple):
    out: str


def main(folder: Path, command: str) -> int:
    """Ask both, and compare."""

    def negcli(*words: str) -> Any:
        done = subprocess.run([command, *words], capture_output=True, encoding="utf-8", check=True)
        return _Result(done.stdout)

    wanted = questions.expected(questions.asked(negcli))
    spark = (
        SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    for table in folder.iterdir():
        if table.is_dir():
            spark.read.parquet(str(table)).createOrReplaceTempView(table.name)
    differing = 0
    for question, sql in questions.SQL.items():
        answer = [tuple(row) for row in spark.sql(sql).collect()]
        same = answer == wanted[question]
        differing += not same
        print(f"{'same' if same else 'DIFFERENT'}: {question} ({len(answer)} rows)")
    return int(differing > 0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
