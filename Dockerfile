# Lvlin in a container: no shell tools, not root, writes only to /var/lib/lvlin.
FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements/base.lock /tmp/
RUN python -m venv /opt/lvlin && /opt/lvlin/bin/pip install --require-hashes -r /tmp/base.lock
COPY . /src
RUN /opt/lvlin/bin/pip install --no-deps --no-build-isolation /src

FROM python:3.11-slim
# LightGBM needs OpenMP's runtime.
RUN apt-get update && apt-get install -y --no-install-recommends libgomp1 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --home-dir /var/lib/lvlin --create-home lvlin
COPY --from=build /opt/lvlin /opt/lvlin
ENV PATH=/opt/lvlin/bin:$PATH PYTHONUTF8=1 PYTHONUNBUFFERED=1 OMP_NUM_THREADS=1 \
    LVLIN_HOME=/var/lib/lvlin LVLIN_HOST=0.0.0.0
USER lvlin
WORKDIR /var/lib/lvlin
VOLUME /var/lib/lvlin
EXPOSE 8000
HEALTHCHECK --start-period=20s CMD ["python", "-c", \
    "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/readyz', timeout=3)"]
ENTRYPOINT ["lvlin"]
CMD ["serve"]
